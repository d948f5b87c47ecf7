//! The numbers by which the core names what went wrong, as TypeScript knows them. `UPDATE=1 cargo test --features internals --test it generated`
//! writes them anew.

use std::fmt::Debug;

use powens_users::api::{
    BaseUrlProblem, Declared, Effect, ErrorKind, HeaderProblem, Hint, Reason, Route, Step, TokenProblem, Unconfirming,
    UserIdProblem,
};

use crate::generated_file::assert_generated;

const FILE: &str = "js/users/reasons.ts";

/// An enumeration of TypeScript with these names, numbered in their order.
fn enumeration(name: &str, names: &[String]) -> String {
    let members: String = names.iter().map(|name| format!("\t{name},\n")).collect();
    format!("\nexport const enum {name} {{\n{members}}}\n")
}

fn of<T: Debug>(name: &str, all: &[T]) -> String {
    enumeration(name, &all.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>())
}

fn codes() -> String {
    let codes = ErrorKind::ALL.iter().filter(|code| **code != ErrorKind::Unrepresentable);
    let codes: String = codes.map(|code| format!("\t\"{}\",\n", code.as_str())).collect();
    let effects: Vec<String> = Effect::ALL.iter().map(|effect| format!("\"{}\"", effect.as_str())).collect();
    format!(
        "\n/** The codes by their numbers. */\nexport const codes = [\n{codes}] as const;\n\n/** The effects by their numbers. */\nexport const effects = [{}] as const;\n",
        effects.join(", ")
    )
}

#[test]
fn typescript_has_the_same_numbers() {
    // JavaScript holds every body that is accepted. The last one, so the numbers of the others are not touched by it.
    let (of_rust_alone, names) = Reason::NAMES.split_last().unwrap();
    assert_eq!((*of_rust_alone, ErrorKind::ALL.last()), ("Unrepresentable", Some(&ErrorKind::Unrepresentable)));
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    // Only the client in Rust makes a request that holds so much.
    let (too_much, header_problems) = HeaderProblem::ALL.split_last().unwrap();
    assert_eq!(*too_much, HeaderProblem::TooMuch);
    let text = [
        "// Generated from src/api by `UPDATE=1 cargo test --features internals --test it generated`. Not to be edited.\n".to_owned(),
        codes(),
        enumeration("Reason", &names),
        of("Step", &[Step::AskToken, Step::AskHeaders, Step::Send]),
        of("Route", Route::ALL),
        of("UserIdProblem", UserIdProblem::ALL),
        of("BaseUrlProblem", BaseUrlProblem::ALL),
        of("TokenProblem", TokenProblem::ALL),
        of("HeaderProblem", header_problems),
        of("Hint", Hint::ALL),
        of("Declared", Declared::ALL),
        of("Unconfirming", Unconfirming::ALL),
    ]
    .concat();
    assert_generated(FILE, &text);
}
