//! Typed objects handed to JavaScript and back, by serde-wasm-bindgen as a Rust front end uses it.
//!
//! Objects with keys that no document names are maps to serde, so that the serializer has to be told to make objects of them:
//! `Serializer::json_compatible()`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, missing_docs)]

mod wasm_host;

use std::fmt::Debug;

use js_sys::{JSON, Map};
use powens_users::model::{ConnectionSyncedPayload, User, UserSyncedPayload, UsersList};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Serializer, from_value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_host::{get, javascript, javascript_of};

const USER: &str = r#"{"id":42,"signin":"2020-06-01 12:34:56","platform":"web","new":{"a":[1,2.5,-0.25,true,null,"é𝄞"],"b":{}},"":[]}"#;
const LIST: &str = r#"{"users":[{"id":1},{"id":9007199254740991,"x":null}],"total":3,"_links":{"next":{"href":"/?offset=2"}},"y":[[]]}"#;
const SYNCED: &str = r#"{"user":{"id":42,"x":1},"connections":[{"id":7,"accounts":[{"id":8,"balance":1234.56,"name":"Compte é","type":"new kind","transactions":[{"id":9,"value":-0.01,"date":"2026-01-31","z":[null]}]}],"state":"wrongpass","q":false}],"id_webhook_data":1001,"more":{"deep":[{"er":1}]}}"#;
const CONNECTION: &str =
    r#"{"user":{"id":42},"connection":{"id":7,"accounts":[],"connector":{"id":3,"name":"Banque","u":{}}},"v":0}"#;

/// As JavaScript reads the bytes themselves.
fn parsed(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

/// Everything in a value, whatever the order of its keys; a `Map` has no keys of this kind.
fn all_of(value: &JsValue) -> String {
    let sorted = "(value) => JSON.stringify(value, (_, inner) =>
        inner?.constructor === Object ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner)";
    javascript_of(sorted, value).as_string().unwrap()
}

fn to_javascript(object: &impl Serialize) -> JsValue {
    object.serialize(&Serializer::json_compatible()).unwrap()
}

fn goes_over_and_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str) {
    let object: T = serde_json::from_str(json).unwrap();
    let handed = to_javascript(&object);
    assert_eq!(all_of(&handed), all_of(&parsed(json)));
    assert_eq!(from_value::<T>(handed).unwrap(), object);
    // What JavaScript made of the same bytes is as good.
    assert_eq!(from_value::<T>(parsed(json)).unwrap(), object);
}

#[wasm_bindgen_test]
fn objects_are_those_that_javascript_reads_and_come_back_the_same() {
    goes_over_and_back::<User>(USER);
    goes_over_and_back::<UsersList>(LIST);
    goes_over_and_back::<UserSyncedPayload>(SYNCED);
    goes_over_and_back::<ConnectionSyncedPayload>(CONNECTION);
}

#[wasm_bindgen_test]
fn javascript_reads_fields_and_unknown_keys_alike() {
    let user = to_javascript(&serde_json::from_str::<User>(USER).unwrap());
    assert_eq!(get(&user, "id"), 42.0);
    assert_eq!(get(&get(&get(&user, "new"), "a"), "1"), 2.5);
}

/// Of a documented field Rust knows no difference between null and absent; of another it does.
#[wasm_bindgen_test]
fn a_documented_field_that_is_null_is_handed_over_as_absent() {
    let user = to_javascript(&serde_json::from_str::<User>(r#"{"id":42,"signin":null,"x":null}"#).unwrap());
    assert!(get(&user, "signin").is_undefined() && get(&user, "x").is_null());
}

#[wasm_bindgen_test]
fn what_javascript_changed_comes_back_changed() {
    let user = to_javascript(&serde_json::from_str::<User>(USER).unwrap());
    let changed = javascript_of("(user) => ({ ...user, signin: null, added: [user.id + 1] })", &user);
    let user: User = from_value(changed).unwrap();
    assert_eq!((user.id.get(), user.signin), (42, None));
    assert_eq!(user.other["added"], serde_json::json!([43]));
}

#[wasm_bindgen_test]
fn what_is_no_such_object_does_not_come_back() {
    for source in ["{ id: 0 }", "{ id: 1.5 }", "{ id: '1' }", "{ id: 2 ** 53 }", "{ id: NaN }", "{}", "null", "[]", "1"]
    {
        assert!(from_value::<User>(javascript(source)).is_err(), "{source}");
    }
    assert!(from_value::<UserSyncedPayload>(javascript("{ user: { id: 1 }, connections: {} }")).is_err());
}

/// The default of serde-wasm-bindgen is none to hand objects over by: code that reads properties finds none.
#[wasm_bindgen_test]
fn by_the_default_serializer_they_are_maps() {
    let user: User = serde_json::from_str(USER).unwrap();
    let map = serde_wasm_bindgen::to_value(&user).unwrap();
    assert_eq!(map.dyn_ref::<Map>().unwrap().get(&"id".into()), 42.0);
    assert!(get(&map, "id").is_undefined());
    assert_eq!(from_value::<User>(map).unwrap(), user);
}

#[wasm_bindgen_test]
fn a_number_that_javascript_does_not_hold_is_an_error_and_not_another_number() {
    let user: User = serde_json::from_str(r#"{"id":42,"x":9007199254740993}"#).unwrap();
    assert!(user.serialize(&Serializer::json_compatible()).is_err());
}

#[wasm_bindgen_test]
fn a_key_with_a_meaning_of_its_own_changes_no_other_object() {
    let user: User = serde_json::from_str(r#"{"id":42,"__proto__":{"polluted":1},"constructor":2}"#).unwrap();
    let handed = to_javascript(&user);
    assert_eq!((get(&handed, "id"), get(&handed, "constructor")), (42.0.into(), 2.0.into()));
    assert!(get(&javascript("{}"), "polluted").is_undefined());
}

/// As an application has them: in structures of its own.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Row {
    user: User,
    selected: bool,
}

#[wasm_bindgen_test]
fn they_go_along_in_structures_of_others() {
    let row = Row { user: serde_json::from_str(USER).unwrap(), selected: true };
    let handed = to_javascript(&row);
    assert_eq!(get(&get(&handed, "user"), "platform"), "web");
    assert_eq!(from_value::<Row>(handed).unwrap(), row);
}
