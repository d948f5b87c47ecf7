//! The users of a domain.

object! {
    /// The users of a domain.
    ///
    /// Source: "UsersList object" of the Powens documentation.
    UsersList, example "const list: UsersList = { users: [{ id: 42 }, { id: 43, signin: null }], complete: true };";
    required {
        /// List of users.
        users: Vec<super::User>,
    }
    documented {}
    seen {
        /// How many users there are.
        total: "number",
        /// Where to go on: opaque URLs under `self`, `prev` and `next`.
        links as "_links": "Readonly<Record<string, unknown>>",
    }
    ours {
        /// False when the answer itself tells of more users than it holds: `total` is more than there are in `users`, or
        /// `_links.next` is there.
        complete: "boolean",
    }
}

impl UsersList {
    /// Whether the list holds every user, as far as it tells.
    ///
    /// ```
    /// use powens_users::model::UsersList;
    ///
    /// let list: UsersList = serde_json::from_str(r#"{"users":[{"id":1}],"total":2}"#)?;
    /// assert!(!list.complete());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn complete(&self) -> bool {
        let total = self.total.as_ref().and_then(serde_json::Value::as_f64);
        let next = self.links.as_ref().and_then(|links| links.get("next"));
        is_complete(self.users.len(), total, next.is_some_and(|next| !next.is_null()))
    }
}

/// Whether a list of `count` users is all there are: neither a larger `total` nor a `_links.next` says otherwise.
///
/// A `total` that is no number and a `_links.next` that is null count as absent.
///
/// ```
/// # #[cfg(feature = "internals")] {
/// use powens_users::internals::is_complete;
///
/// assert!(is_complete(2, None, false));
/// assert!(is_complete(2, Some(2.0), false));
/// assert!(!is_complete(2, Some(3.0), false));
/// assert!(!is_complete(2, None, true));
/// # }
/// ```
#[must_use]
pub fn is_complete(count: usize, total: Option<f64>, has_next: bool) -> bool {
    let more = total.is_some_and(|total| total > count as f64);
    !more && !has_next
}
