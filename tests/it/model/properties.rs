//! What holds for every declared object: the struct takes what the check accepts, and gives it back as it came.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::ops::Range;

use powens_users::check::{IssueCode, ObjectShape, check};
use powens_users::internals::typescript;
use powens_users::internals::{Field, NumberRule, ObjectRule, Rule};
use powens_users::model::{
    BankAccount, Connection, ConnectionDeletedPayload, ConnectionSource, ConnectionSyncedPayload, Connector,
    Counterparty, Currency, Loan, Transaction, TransactionCategory, User, UserPayload, UserSyncedPayload, UsersList,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use proptest::string::string_regex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Objects inside of objects, as deep as this.
const LEVELS: usize = 2;

/// How many items an array has, at most.
const MANY: usize = 3;

type Text = BoxedStrategy<String>;

/// Key and text of a member, or none.
type Member = Option<(String, String)>;

// Text of values that are as they should be.

/// A regular expression that is read once, not for each value.
fn regex(regex: &str) -> Text {
    string_regex(regex).unwrap().boxed()
}

fn text() -> Text {
    prop_oneof![
        4 => regex("\"[a-zé€ \\-]{0,8}(\\\\n|\\\\u00e9)?\""),
        1 => select(vec!["\"2020-06-01 12:34:56\"", "\"2020-06-01\"", "\"null\"", "\"7\""]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn boolean() -> Text {
    any::<bool>().prop_map(|boolean| boolean.to_string()).boxed()
}

/// An integer that JSON writes in one of several ways.
fn text_of_integer(integers: Range<i64>) -> Text {
    let scaled = |(integer, zeros): (i64, usize)| match integer {
        0 => format!("0e-{zeros}"),
        integer => format!("{integer}{}e-{zeros}", "0".repeat(zeros)),
    };
    prop_oneof![
        integers.clone().prop_map(|integer| integer.to_string()),
        (integers.clone(), 1..20_usize).prop_map(|(integer, zeros)| format!("{integer}.{}", "0".repeat(zeros))),
        (integers, 0..25_usize).prop_map(scaled),
    ]
    .boxed()
}

fn text_of_number(number: NumberRule) -> Text {
    let near_the_end = 9_007_199_254_740_000..9_007_199_254_740_992;
    match number {
        NumberRule::OwnId => prop_oneof![text_of_integer(1..1000), text_of_integer(near_the_end)].boxed(),
        NumberRule::SafeInteger => {
            let below = -9_007_199_254_740_991..-9_007_199_254_740_000;
            prop_oneof![text_of_integer(-9..9), text_of_integer(near_the_end), text_of_integer(below)].boxed()
        }
        NumberRule::Finite => prop_oneof![
            text_of_integer(-9..9),
            regex("-?[1-9][0-9]{0,16}(\\.[0-9]{1,20})?([eE]-?[0-9]{1,2})?"),
            Just("1e308".to_owned()),
        ]
        .boxed(),
    }
}

/// What `serde_json` can hold.
fn text_of_anything() -> Text {
    let integers = text_of_number(NumberRule::SafeInteger);
    let leaf = prop_oneof![
        Just("null".to_owned()),
        boolean(),
        text(),
        integers,
        text_of_number(NumberRule::Finite),
        regex("[1-9][0-9]{14,17}(\\.[0-9]{1,20})?(e-?[0-9])?"),
        ((1_u64 << 52)..(1 << 53), regex("[0-9]{1,20}"))
            .prop_map(|(integer, decimals)| format!("{integer}.{decimals}")),
        select(vec!["0", "-0", "0.5", "9007199254740992", "-9007199254740992", "[]", "{}"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..MANY).prop_map(|items| array(&items)),
            inner.prop_map(|value| format!("{{\"id\":{value}}}")),
        ]
    })
    .boxed()
}

fn array(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

fn object(members: Vec<Member>) -> String {
    let members = members.into_iter().flatten().map(|(key, value)| format!("{}:{value}", Value::from(key)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// A value that a rule takes.
fn right(rule: &'static Rule, levels: usize) -> Text {
    let mut kinds: Vec<Text> = Vec::new();
    kinds.extend(rule.anything.then(text_of_anything));
    kinds.extend(rule.text.then(text));
    kinds.extend(rule.boolean.then(boolean));
    kinds.extend(rule.number.map(text_of_number));
    kinds.extend(rule.array.map(|items| {
        let most = if levels == 0 { 0 } else { MANY };
        vec(right(items, levels), 0..=most).prop_map(|items| array(&items)).boxed()
    }));
    kinds.extend(rule.object.map(|object| match object {
        ObjectRule::Opaque => text_of_anything().prop_map(|value| format!("{{\"a\":{value},\"b\":[]}}")).boxed(),
        ObjectRule::Shape(shape) => right_object(shape, levels.saturating_sub(1)),
    }));
    Union::new(kinds).boxed()
}

fn right_member(field: &'static Field, levels: usize) -> BoxedStrategy<Member> {
    let of_field = |value: String| Some((field.name.to_owned(), value));
    let value = right(field.rule, levels).prop_map(of_field).boxed();
    if field.required {
        return value;
    }
    prop_oneof![3 => value, 1 => Just(None), 1 => Just(of_field("null".to_owned()))].boxed()
}

/// Keys that a check does not look at: those that were seen, and those that no table has.
fn unchecked_members(shape: &'static ObjectShape) -> Vec<BoxedStrategy<Member>> {
    let news = ["new_key", "__proto__", "", "a/b", "é", "\"", "balance", "users", "type", "signin"];
    let is_free = |key: &&str| shape.fields.iter().all(|field| field.name != *key) && !shape.seen.contains(key);
    let keys = shape.seen.iter().copied().chain(news.into_iter().filter(is_free));
    keys.map(|key| {
        let member = text_of_anything().prop_map(move |value| (key.to_owned(), value));
        prop::option::weighted(0.2, member).boxed()
    })
    .collect()
}

fn members(shape: &'static ObjectShape, levels: usize) -> Vec<BoxedStrategy<Member>> {
    let fields = shape.fields.iter().filter(|field| levels > 0 || field.required || !holds_an_object(field.rule));
    fields.map(|field| right_member(field, levels)).chain(unchecked_members(shape)).collect()
}

fn holds_an_object(rule: &Rule) -> bool {
    matches!(rule.object, Some(ObjectRule::Shape(_))) || rule.array.is_some_and(holds_an_object)
}

/// An object of this shape, its members in any order.
fn right_object(shape: &'static ObjectShape, levels: usize) -> Text {
    members(shape, levels).prop_shuffle().prop_map(object).boxed()
}

// Text of values that are odd in one place.

/// A value of any kind, or one that is odd inside.
fn odd(rule: &'static Rule, levels: usize) -> Text {
    let mut kinds = vec![text_of_anything()];
    kinds.extend(
        rule.array
            .map(|items| (right(items, 0), odd(items, levels)).prop_map(|(right, odd)| array(&[right, odd])).boxed()),
    );
    if let Some(ObjectRule::Shape(shape)) = rule.object
        && levels > 0
    {
        // As often as all other kinds together, and more.
        kinds.extend(vec![odd_object(shape, levels - 1); 4]);
    }
    Union::new(kinds).boxed()
}

/// An object of which one field is odd or absent, and the others are right.
fn odd_object(shape: &'static ObjectShape, levels: usize) -> Text {
    let odd_member = |field: &'static Field| {
        let value = prop::option::weighted(0.9, odd(field.rule, levels));
        value.prop_map(|value| (field.name, value)).boxed()
    };
    let odd_members = Union::new(shape.fields.iter().map(odd_member));
    let replaced = |(mut members, (name, value)): (Vec<Member>, (&str, Option<String>))| {
        members.retain(|member| member.as_ref().is_none_or(|(key, _)| key != name));
        members.push(value.map(|value| (name.to_owned(), value)));
        object(members)
    };
    (members(shape, 0), odd_members).prop_map(replaced).boxed()
}

/// One of each kind, and what is at the edges of them. `1e999` passes where nothing is checked, but `serde_json` cannot
/// hold it.
const KINDS: &[&str] = &[
    "null",
    "true",
    "\"\"",
    "\"7\"",
    "0",
    "-0",
    "1",
    "1.0",
    "10e-1",
    "-1",
    "0.5",
    "1e999",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740991",
    "-9007199254740992",
    "9007199254740991.5",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "[\"a\"]",
    "[1]",
    "[{}]",
    "[{\"id\":1}]",
    "[{\"id\":1},null]",
    "[{\"id\":0}]",
    "{\"id\":1}",
    "{\"id\":0}",
    "{\"id\":\"EUR\"}",
    "{\"code\":1}",
    "{\"label\":[]}",
];

/// Objects with each kind of value in each field, and all that is required in the others.
fn each_kind_in_each_field(shape: &'static ObjectShape) -> impl Iterator<Item = String> {
    let minimal = |rule: &Rule| match (rule.array, rule.object) {
        (Some(_), _) => "[]",
        (_, Some(_)) => "{\"id\":1}",
        _ => "1",
    };
    let required = move |field: &Field| field.required.then(|| (field.name.to_owned(), minimal(field.rule).to_owned()));
    shape.fields.iter().flat_map(move |field| {
        KINDS.iter().filter(|kind| **kind != "1e999" || !field.rule.anything).map(move |kind| {
            let others = shape.fields.iter().filter(|other| other.name != field.name);
            let mut members: Vec<_> = others.map(required).collect();
            members.push(Some((field.name.to_owned(), (*kind).to_owned())));
            object(members)
        })
    })
}

// What holds.

/// The same value without what need not come back: a null, and how a number was written.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().unwrap().into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(members.map(|(key, value)| (key.clone(), plain(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

/// The struct takes what the check accepts, and gives back what came.
fn assert_agreement<T: DeserializeOwned + Serialize + Debug>(shape: &'static ObjectShape, body: &str) -> bool {
    // Which user an id names is for the check alone to compare.
    let accepted = check(body.as_bytes(), shape, 100).or_else(|refusal| {
        let is_other = |code| code != IssueCode::IdMismatch;
        if refusal.issues.iter().any(|issue| is_other(issue.code)) { Err(refusal) } else { Ok(()) }
    });
    let parsed = serde_json::from_str::<T>(body);
    assert_eq!(accepted.is_ok(), parsed.is_ok(), "{body}: {accepted:?}, {parsed:?}");
    if let Ok(parsed) = parsed {
        let came: Value = serde_json::from_str(body).unwrap();
        assert_eq!(plain(&serde_json::to_value(parsed).unwrap()), plain(&came), "{body}");
    }
    accepted.is_ok()
}

macro_rules! properties {
    ($($name:ident: $object:ident,)*) => {
        /// One module an object, so that the name of a failure says which.
        $(mod $name {
            use super::*;

            #[test]
            fn every_kind_of_value_in_every_field_is_taken_by_both_or_by_none() {
                let taken = each_kind_in_each_field($object::SHAPE)
                    .filter(|body| assert_agreement::<$object>($object::SHAPE, body))
                    .count();
                // Null apart, each kind of field takes something.
                assert!(taken >= $object::SHAPE.fields.len());
            }

            proptest! {
                #[test]
                fn what_is_right_is_taken_and_given_back(body in right_object($object::SHAPE, LEVELS)) {
                    prop_assert!(assert_agreement::<$object>($object::SHAPE, &body), "{}", body);
                }

                #[test]
                fn what_is_odd_is_taken_by_both_or_by_none(body in odd_object($object::SHAPE, LEVELS)) {
                    assert_agreement::<$object>($object::SHAPE, &body);
                }
            }
        })*

        /// The names of the objects above.
        const TESTED: &[&str] = &[$(stringify!($object)),*];
    };
}

properties! {
    user: User,
    users_list: UsersList,
    user_payload: UserPayload,
    user_synced_payload: UserSyncedPayload,
    connection_synced_payload: ConnectionSyncedPayload,
    connection_deleted_payload: ConnectionDeletedPayload,
    connection: Connection,
    connection_source: ConnectionSource,
    connector: Connector,
    bank_account: BankAccount,
    currency: Currency,
    loan: Loan,
    transaction: Transaction,
    transaction_category: TransactionCategory,
    counterparty: Counterparty,
}

#[test]
fn every_declared_object_is_tested() {
    let text: String = typescript::modules().into_iter().map(|module| module.text).collect();
    let declared: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("export interface ")?.strip_suffix(" {")).collect();
    assert_eq!(TESTED.iter().copied().collect::<BTreeSet<&str>>(), declared);
}
