//! What a strict check tells of a body that it accepts: how it deviates from the documentation.

use powens_users::check::ObjectShape;
use powens_users::internals::{Field, Options, Report, Rule, Scan, TextForm};
use powens_users::model::{UserPayload, UserSyncedPayload};

static INNER: ObjectShape = ObjectShape {
    name: "Inner",
    fields: &[Field::optional("text", &Rule::TEXT)],
    seen: &["seen"],
    ..ObjectShape::NOTHING
};
static TYPE: Rule = Rule::one_of(&["bank", "card", "é", "sort_code_account_number"]);
static TEXT_OR_OBJECT: Rule = Rule::one_of(&["bank"]).or_object();
static SHAPE: ObjectShape = ObjectShape {
    name: "Everything",
    fields: &[
        Field::required("id", &Rule::OWN_ID),
        Field { nullable: true, ..Field::optional("nullable", &Rule::TEXT) },
        Field::optional("plain", &Rule::TEXT),
        Field::optional("moment", &Rule::DATE_TIME),
        Field::optional("day", &Rule::DATE),
        Field::optional("type", &TYPE),
        Field::optional("types", &Rule::array(&TYPE)),
        Field::optional("either", &TEXT_OR_OBJECT),
        Field::optional("anything", &Rule::ANYTHING),
        Field::optional("opaque", &Rule::OPAQUE_OBJECT),
        Field::optional("inner", &Rule::object(&INNER)),
    ],
    seen: &["seen", "sèen"],
    ..ObjectShape::NOTHING
};

/// A member for every documented field, so that none is missed.
const MEMBERS: [(&str, &str); 11] = [
    ("id", "1"),
    ("nullable", "null"),
    ("plain", r#""""#),
    ("moment", r#""2020-06-01 12:34:56""#),
    ("day", r#""2020-06-01""#),
    ("type", r#""bank""#),
    ("types", r#"["card","é"]"#),
    ("either", r#"{"x":1}"#),
    ("anything", "null"),
    ("opaque", r#"{"x":null}"#),
    ("inner", r#"{"text":"","seen":1}"#),
];

fn report(body: &str, shape: &'static ObjectShape, options: Options) -> Report {
    let mut scan = Scan::default();
    scan.begin(shape, options);
    scan.feed(body.as_bytes(), true);
    scan.finish()
}

const STRICT: Options = Options { max_issues: 100, strict: true, from_object: false };

/// The warnings about a body, as `code pointer`; which is accepted, and of which nothing is told unless that is asked for.
fn warnings(body: &str, shape: &'static ObjectShape) -> Vec<String> {
    let strict = report(body, shape, STRICT);
    assert_eq!(strict.refusal, None, "of {body}");
    let lenient = report(body, shape, Options { strict: false, ..STRICT });
    assert_eq!((lenient.refusal, lenient.warnings, lenient.captured), (None, vec![], strict.captured));
    strict.warnings.iter().map(|issue| format!("{} {}", issue.code.as_str(), issue.pointer)).collect()
}

/// The body of [`MEMBERS`] in which a member is another, or none, or one more.
fn body_with(key: &str, value: Option<&str>) -> String {
    let mut members: Vec<(&str, &str)> = MEMBERS.to_vec();
    match (members.iter().position(|(known, _)| *known == key), value) {
        (Some(at), Some(value)) => members[at].1 = value,
        (Some(at), None) => drop(members.remove(at)),
        (None, value) => members.push((key, value.unwrap())),
    }
    let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn each_deviation_has_a_code() {
    assert_eq!(warnings(&body_with("id", Some("1")), &SHAPE), [""; 0]);
    let table: &[(&str, Option<&str>, &[&str])] = &[
        ("plain", None, &["missing_field /plain"]),
        ("nullable", None, &["missing_field /nullable"]),
        ("anything", None, &["missing_field /anything"]),
        ("nullable", Some(r#""text""#), &[]),
        ("plain", Some("null"), &["unexpected_null /plain"]),
        ("moment", Some("null"), &["unexpected_null /moment"]),
        ("types", Some("null"), &["unexpected_null /types"]),
        ("inner", Some("null"), &["unexpected_null /inner"]),
        ("moment", Some(r#""""#), &["other_form /moment"]),
        ("moment", Some(r#""2020-06-01""#), &["other_form /moment"]),
        ("moment", Some(r#""2020-06-01T12:34:56""#), &["other_form /moment"]),
        ("moment", Some(r#""2020-06-01 12:34:56Z""#), &["other_form /moment"]),
        ("moment", Some(r#""2020-06-01 12:34:56.5""#), &["other_form /moment"]),
        ("moment", Some(r#""2020-06-01 12:34:5é""#), &["other_form /moment"]),
        // The form is all that is looked at.
        ("moment", Some(r#""0000-00-00 99:99:99""#), &[]),
        ("moment", Some(r#""2020\u002d06-01 12:34:5\u0036""#), &[]),
        ("day", Some(r#""2020-06-01 12:34:56""#), &["other_form /day"]),
        ("day", Some(r#""01/06/2020""#), &["other_form /day"]),
        ("day", Some(r#""2020-6-1""#), &["other_form /day"]),
        ("day", Some(r#""9999-99-99""#), &[]),
        ("type", Some(r#""""#), &["unknown_value /type"]),
        ("type", Some(r#""Bank""#), &["unknown_value /type"]),
        ("type", Some(r#""bank ""#), &["unknown_value /type"]),
        ("type", Some(r#""\u0062ank""#), &[]),
        ("type", Some(r#""\u00e9""#), &[]),
        ("type", Some(r#""e\u0301""#), &["unknown_value /type"]),
        ("type", Some(r#""\ud800""#), &["unknown_value /type"]),
        ("types", Some(r#"["bank","bonk","card","x"]"#), &["unknown_value /types/1", "unknown_value /types/3"]),
        ("types", Some("[]"), &[]),
        ("either", Some(r#""bank""#), &[]),
        ("either", Some(r#""bonk""#), &["unknown_value /either"]),
        ("inner", Some("{}"), &["missing_field /inner/text"]),
        ("inner", Some(r#"{"text":"","new":1}"#), &["undocumented_key /inner/new"]),
        ("opaque", Some(r#"{"id":null,"moment":"x","":1}"#), &[]),
        ("anything", Some(r#"{"id":null,"moment":"x","":1}"#), &[]),
        ("seen", Some("1"), &[]),
        ("seen", Some("null"), &[]),
        ("sèen", Some(r#"{"x":1}"#), &[]),
        ("new", Some("1"), &["undocumented_key /new"]),
        ("new", Some(r#"{"new":{"newer":1}}"#), &["undocumented_key /new"]),
        ("ID", Some("1"), &["undocumented_key /ID"]),
        ("", Some("1"), &["undocumented_key /"]),
        ("__proto__", Some("1"), &["undocumented_key /__proto__"]),
        ("s\\u0065en", Some("1"), &[]),
        ("a/b~", Some("1"), &["undocumented_key /a~1b~0"]),
    ];
    for (key, value, expected) in table {
        assert_eq!(warnings(&body_with(key, *value), &SHAPE), *expected, "{key}: {value:?}");
    }
}

#[test]
fn what_was_only_seen_is_no_news_and_what_is_deprecated_is_still_documented() {
    let connection = r#"{"id":7,"bank":{"id":3},"id_bank":null,"error":"wrongpass"}"#;
    let told = warnings(
        &format!(r#"{{"user":{{"id":1,"platform":"web"}},"connections":[{connection}],"total":1}}"#),
        UserSyncedPayload::SHAPE,
    );
    for absent in ["user/signin", "connections/0/id_provider", "connections/0/accounts", "id_webhook_data"] {
        assert!(told.contains(&format!("missing_field /{absent}")), "{told:?}");
    }
    // Deprecated, and documented without null.
    assert!(told.contains(&"unexpected_null /connections/0/id_bank".to_owned()), "{told:?}");
    assert!(!told.iter().any(|warning| warning.contains("platform") || warning.contains("total")), "{told:?}");
    assert!(!told.iter().any(|warning| warning.contains("/bank") || warning.contains("undocumented")), "{told:?}");
}

#[test]
fn every_object_is_told_of_in_the_order_of_the_body() {
    let body = r#"{"user":{"id":1,"signin":"x","new":1},"connections":[],"id_webhook_data":null}"#;
    assert_eq!(
        warnings(body, UserSyncedPayload::SHAPE),
        ["other_form /user/signin", "undocumented_key /user/new", "unexpected_null /id_webhook_data"]
    );
    let keys: Vec<String> = (0..70).map(|index| format!("\"k{index:02}\":0")).collect();
    let body = format!(r#"{{"id":1,{},"signin":null}}"#, keys.join(","));
    let told = warnings(&body, UserPayload::SHAPE);
    // The remembered keys and those beyond them.
    let expected = (0..70).map(|index| format!("undocumented_key /k{index:02}"));
    let rest = ["unexpected_null /signin", "missing_field /id_webhook_data"].map(str::to_owned);
    assert_eq!(told, expected.chain(rest).collect::<Vec<_>>());
}

#[test]
fn no_more_warnings_are_told_than_asked_for_and_they_take_no_room_of_issues() {
    let keys: Vec<String> = (0..20).map(|index| format!("\"k{index}\":0")).collect();
    let body = format!(r#"{{"id":1,"signin":"2020-06-01 12:34:56","id_webhook_data":7,{}}}"#, keys.join(","));
    let refused = body.replacen("\"id\":1", "\"id\":0", 1);
    for max_issues in [0, 1, 7, 20, 100] {
        let options = Options { max_issues, ..STRICT };
        let accepted = report(&body, UserPayload::SHAPE, options);
        assert_eq!((accepted.refusal, accepted.warnings.len()), (None, max_issues.min(20)));
        let refused = report(&refused, UserPayload::SHAPE, options);
        assert_eq!(refused.refusal.unwrap().issues.len(), max_issues.min(1));
        assert_eq!(refused.warnings.len(), max_issues.min(20));
    }
}

#[test]
fn a_refused_body_has_warnings_too_and_none_of_what_is_refused() {
    let told = report(r#"{"id":"x","signin":"yesterday","new":{"#, UserPayload::SHAPE, STRICT);
    let codes = |issues: &[powens_users::check::Issue]| -> Vec<&str> {
        issues.iter().map(|issue| issue.code.as_str()).collect()
    };
    assert_eq!(codes(&told.refusal.unwrap().issues), ["syntax", "wrong_type"]);
    assert_eq!(codes(&told.warnings), ["other_form", "undocumented_key"]);
    // A required field that is absent, and text in place of a number, are issues and no warnings.
    let told = report(r#"{"signin":7,"id_webhook_data":"7"}"#, UserPayload::SHAPE, STRICT);
    assert_eq!(codes(&told.refusal.unwrap().issues), ["wrong_type", "wrong_type", "required"]);
    assert_eq!(codes(&told.warnings), [""; 0]);
}

#[test]
fn warnings_hold_no_value_of_the_body() {
    let body = r#"{"id":1,"moment":"s3cr3t","day":"s3cr3t","type":"s3cr3t","plain":null,"new":"s3cr3t"}"#;
    let told = report(body, &SHAPE, STRICT).warnings;
    assert!(told.len() > 5 && !format!("{told:?}").contains("s3cr3t"), "{told:?}");
    assert!(told.iter().all(|warning| !warning.code.is_malformation()));
}

#[test]
fn each_rule_has_the_form_that_its_kind_of_text_has() {
    assert_eq!(
        (Rule::TEXT.form, Rule::DATE_TIME.form, Rule::DATE.form),
        (TextForm::Any, TextForm::DateTime, TextForm::Date)
    );
    assert!(matches!(TEXT_OR_OBJECT.form, TextForm::OneOf(["bank"])));
}

#[test]
fn a_counterparty_may_be_text_which_is_reported() {
    let body = |counterparty: &str| {
        let transaction = format!(r#"{{"id":1,"counterparty":{counterparty}}}"#);
        format!(
            r#"{{"user":{{"id":1}},"connections":[{{"id":1,"accounts":[{{"id":1,"transactions":[{transaction}]}}]}}]}}"#
        )
    };
    let about = |counterparty: &str| -> Vec<String> {
        let warnings = warnings(&body(counterparty), UserSyncedPayload::SHAPE).into_iter();
        warnings.filter(|warning| warning.contains("/counterparty") && !warning.starts_with("missing")).collect()
    };
    let pointer = "/connections/0/accounts/0/transactions/0/counterparty";
    let long = format!("\"{}\"", "x".repeat(400));
    for text in ["\"ACME\"", "\"\"", "\"creditor\"", long.as_str()] {
        assert_eq!(about(text), [format!("other_form {pointer}")], "of {text}");
    }
    assert_eq!(about("null"), [""; 0]);
    assert_eq!(about(r#"{"label":"ACME","type":"creditor"}"#), [""; 0]);
    assert_eq!(about(r#"{"type":"x"}"#), [format!("unknown_value {pointer}/type")]);
    for wrong in ["7", "[]", "true", r#"{"label":7}"#] {
        assert!(report(&body(wrong), UserSyncedPayload::SHAPE, STRICT).refusal.is_some(), "of {wrong}");
    }
}
