//! What the crate says is said to Rust programs: the npm package has words of its own, and none of them stands here.

use crate::sources::{code_of, literals_of, sources};

/// Names of options, of functions and of frameworks that only users of the npm package know.
const WORDS: &[&str] = &[
    "usersToken",
    "userToken",
    "baseUrl",
    "allowInsecureHttp",
    "timeoutMs",
    "maxRetries",
    "maxResponseBytes",
    "onAttempt",
    "userId ",
    "secretKey",
    "toleranceSeconds",
    "maxAgeSeconds",
    "maxBodyBytes",
    "maxBytes",
    "maxIssues",
    "notBefore",
    "notAfter",
    "rawBody",
    "originalUrl",
    "verifyRequest",
    "verifyNode",
    "verifyBearer",
    "readEvent",
    "verifySignature",
    "Number(",
    "String(",
    ".trim()",
    "JSON.",
    "TextDecoder",
    "Uint8Array",
    "ArrayBuffer",
    "Buffer",
    "AbortSignal",
    "Promise",
    "await",
    "undefined",
    "fetch",
    "init()",
    "npm",
    "Node",
    "Deno",
    "Bun",
    "JavaScript",
    "TypeScript",
    "xpress",
    "astify",
    "Koa",
    "Hono",
    "Next",
    "Lambda",
    "body parser",
    "body-parser",
    "middleware",
    "bodyParser",
];

/// A value that only a host has whose objects are checked after it parsed them.
const ALLOWED: &[&str] = &["undefined, in an array"];

/// Those that write TypeScript and its documentation from the tables, and those that ask a browser for what it has, by name.
const OTHERS: &[&str] = &["model/typescript.rs", "model/interface.rs", "client/gloo_net/"];

#[test]
fn no_text_of_the_crate_is_of_javascript() {
    let (mut literals, mut found) = (0, Vec::new());
    for (path, source) in sources() {
        if OTHERS.iter().any(|other| path.to_string_lossy().replace('\\', "/").contains(other)) {
            continue;
        }
        for literal in literals_of(&source).into_iter().filter(|literal| !ALLOWED.contains(literal)) {
            literals += 1;
            found.extend(
                WORDS
                    .iter()
                    .filter(|word| literal.contains(**word))
                    .map(|word| format!("{}: {word} in {literal:?}", path.display())),
            );
        }
    }
    assert!(literals > 500, "only {literals} texts were looked at");
    assert_eq!(found, [""; 0], "{}", found.join("\n"));
}

#[test]
fn literals_are_told_from_what_is_around_them() {
    let source = r####"
        // "a comment" isn't one
        /// Nor is "this".
        const A: &'static str = "one \"two\" // three";
        let b = ['"', '\'', '\"', '/'].len() // "four"
        let c = br#"five "six" \"# + r"se\" + b"ven" + for"eight";
    "####;
    assert_eq!(literals_of(source), [r#"one \"two\" // three"#, r#"five "six" \"#, r"se\", "ven", "eight"]);
    let code = code_of(source);
    assert!(code.contains("// three") && code.contains("let b") && !code.contains("four") && !code.contains("Nor"));
}
