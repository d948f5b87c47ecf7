//! The check against oracles that work in another way: over a parsed tree.

use std::collections::HashSet;
use std::fmt;

use super::support::issues_of;
use powens_users::check::check;
use powens_users::model::{User, UsersList};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

// The shape: a plain reading of the rule over a tree that serde_json made.

fn is_own_id(value: &Value) -> bool {
    value.as_f64().is_some_and(|id| id.fract() == 0.0 && (1.0..=9_007_199_254_740_991.0).contains(&id))
}

/// Pointer of the first thing that is wrong with a user.
fn wrong_in_user(value: &Value, at: &str) -> Option<String> {
    let Value::Object(user) = value else { return Some(at.to_owned()) };
    let wrong = |(key, value): (&String, &Value)| match key.as_str() {
        "id" => !is_own_id(value),
        "signin" => !value.is_null() && !value.is_string(),
        _ => false,
    };
    let first = user.iter().find(|member| wrong(*member)).map(|(key, _)| format!("{at}/{key}"));
    first.or_else(|| (!user.contains_key("id")).then(|| format!("{at}/id")))
}

fn wrong_in_list(value: &Value) -> Option<String> {
    let Value::Object(list) = value else { return Some(String::new()) };
    let Some(Value::Array(users)) = list.get("users") else { return Some("/users".to_owned()) };
    users.iter().enumerate().find_map(|(index, user)| wrong_in_user(user, &format!("/users/{index}")))
}

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec!["id", "signin", "users", "platform", "total", "__proto__", "", "a/b", "\"", "é", "😀"])
            .prop_map(str::to_owned),
        "\\PC{0,12}",
    ]
}

fn any_number() -> impl Strategy<Value = Value> {
    prop_oneof![
        select(vec![-1_i64, 0, 1, 7, 9_007_199_254_740_991, 9_007_199_254_740_992, 9_007_199_254_740_993])
            .prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        select(vec![0.0, -0.0, 7.0, 7.5, 1e15, 1e16, 1e300, -1e-300]).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any_number(),
        ".{0,20}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((any_key(), inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A value that is mostly as it should be.
fn mostly(right: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    prop_oneof![30 => right, 1 => any_value()].boxed()
}

fn user() -> BoxedStrategy<Value> {
    let id =
        mostly(prop_oneof![(1..1_i64 << 53).prop_map(Value::from), (1..1000_i32).prop_map(|id| json!(f64::from(id)))]);
    let signin = mostly(prop_oneof![Just(Value::Null), ".{0,20}".prop_map(Value::from)]);
    let members = (prop::option::weighted(0.97, id), prop::option::of(signin), vec((any_key(), any_value()), 0..4));
    mostly(members.prop_map(|(id, signin, others)| {
        let mut user: Map<String, Value> =
            others.into_iter().filter(|(key, _)| key != "id" && key != "signin").collect();
        user.extend(id.map(|id| ("id".to_owned(), id)));
        user.extend(signin.map(|signin| ("signin".to_owned(), signin)));
        Value::Object(user)
    }))
}

fn users_list() -> BoxedStrategy<Value> {
    let users = mostly(vec(user(), 0..8).prop_map(Value::from));
    mostly((users, vec((any_key(), any_value()), 0..4)).prop_map(|(users, others)| {
        let mut list: Map<String, Value> = others.into_iter().collect();
        list.insert("users".to_owned(), users);
        Value::Object(list)
    }))
}

/// Pointer of the first issue that the check tells.
fn first_pointer(issues: &[String]) -> Option<String> {
    issues.first().and_then(|issue| issue.split_once(' ')).map(|(_, pointer)| pointer.to_owned())
}

// The grammar: a tree that keeps every member of an object.

enum Tree {
    Leaf,
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    fn has_key_twice(&self) -> bool {
        match self {
            Self::Leaf => false,
            Self::Array(items) => items.iter().any(Self::has_key_twice),
            Self::Object(members) => {
                let mut keys = HashSet::new();
                members.iter().any(|(key, value)| !keys.insert(key) || value.has_key_twice())
            }
        }
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_str<E>(self, _: &str) -> Result<Tree, E> {
        Ok(Tree::Leaf)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut tree = Vec::new();
        while let Some(item) = items.next_element()? {
            tree.push(item);
        }
        Ok(Tree::Array(tree))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut tree = Vec::new();
        while let Some(member) = members.next_entry()? {
            tree.push(member);
        }
        Ok(Tree::Object(tree))
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

/// Whether a shallow body is unambiguous JSON; `None` where only Rust cannot hold it: a lone surrogate, an overflow.
fn is_unambiguous(body: &[u8]) -> Option<bool> {
    let Ok(text) = std::str::from_utf8(body) else { return Some(false) };
    if serde_json::from_str::<IgnoredAny>(text).is_err() {
        return Some(false);
    }
    serde_json::from_str::<Tree>(text).ok().map(|tree| !tree.has_key_twice())
}

fn assert_same_verdict(body: &[u8]) -> Result<(), TestCaseError> {
    let malformed = check(body, UsersList::SHAPE, 10).is_err_and(|refusal| refusal.malformed);
    if let Some(unambiguous) = is_unambiguous(body) {
        prop_assert_eq!(!malformed, unambiguous, "{:?}", String::from_utf8_lossy(body));
    }
    Ok(())
}

fn json_text() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "0",
        "-1.5e3",
        "12345678901234567890",
        "true",
        "false",
        "null",
        r#""""#,
        r#""text""#,
        r#""\u00e9\n""#,
        "\"é€😀\"",
        r#""\ud83d\ude00""#,
        r#""a longer text with \\ and \" in it""#,
    ])
    .prop_map(str::to_owned);
    let key = select(vec![
        r#""a""#,
        r#""\u0061""#,
        r#""b""#,
        r#""ab""#,
        r#""é""#,
        r#""\u00e9""#,
        r#""😀""#,
        r#""\ud83d\ude00""#,
        r#""""#,
        r#""users""#,
        r#""id""#,
    ]);
    let space = select(vec!["", "", "", " ", "\n\t", "\r "]);
    leaf.prop_recursive(5, 40, 6, move |inner| {
        let member = (key.clone(), space.clone(), inner.clone())
            .prop_map(|(key, space, value)| format!("{space}{key}{space}:{space}{value}"));
        prop_oneof![
            (vec(inner, 0..5), space.clone()).prop_map(|(items, space)| format!("[{space}{}{space}]", items.join(","))),
            (vec(member, 0..5), space.clone()).prop_map(|(members, space)| format!("{{{}{space}}}", members.join(","))),
        ]
    })
}

/// Replaces, takes out or doubles bytes.
fn mutate(body: &mut Vec<u8>, mutations: &[(Index, u8, u8)]) {
    for (index, kind, byte) in mutations {
        if body.is_empty() {
            return;
        }
        let at = index.index(body.len());
        match kind {
            0 => body[at] = *byte,
            1 => body[at] = b"{}[]\",:\\ue0-. "[usize::from(*byte) % 14],
            2 => drop(body.remove(at)),
            3 => body.insert(at, *byte),
            4 => body.truncate(at),
            _ => body.extend_from_within(at..),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_user_is_accepted_if_the_rule_says_so(value in user()) {
        let issues = issues_of(value.to_string(), User::SHAPE);
        prop_assert_eq!(first_pointer(&issues), wrong_in_user(&value, ""), "{}", value);
    }

    #[test]
    fn a_users_list_is_accepted_if_the_rule_says_so(value in users_list()) {
        let issues = issues_of(value.to_string(), UsersList::SHAPE);
        prop_assert_eq!(first_pointer(&issues), wrong_in_list(&value), "{}", value);
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(issues_of(pretty, UsersList::SHAPE), issues);
    }

    #[test]
    fn json_is_malformed_only_by_a_key_that_comes_twice(text in json_text()) {
        assert_same_verdict(text.as_bytes())?;
    }

    #[test]
    fn mutated_json_is_judged_as_serde_json_does(text in json_text(), mutations in vec((any::<Index>(), 0..6_u8, any::<u8>()), 1..4)) {
        let mut body = text.into_bytes();
        mutate(&mut body, &mutations);
        assert_same_verdict(&body)?;
    }

    #[test]
    fn a_mutated_list_is_judged_as_serde_json_does(value in users_list(), mutations in vec((any::<Index>(), 0..6_u8, any::<u8>()), 1..4)) {
        let mut body = value.to_string().into_bytes();
        mutate(&mut body, &mutations);
        assert_same_verdict(&body)?;
    }

    #[test]
    fn any_bytes_are_judged_as_serde_json_does(body in vec(any::<u8>(), 0..64)) {
        assert_same_verdict(&body)?;
    }

    #[test]
    fn any_soup_of_tokens_is_judged_as_serde_json_does(
        body in "([{}\\[\\],: 0-9eE+.\"\\\\-]|\"a\":|\"\\\\u0061\":|true|null|\\\\ud83d|\\\\u0061|\"\"){0,24}"
    ) {
        assert_same_verdict(body.as_bytes())?;
    }
}
