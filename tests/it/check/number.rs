//! Numbers are judged as `JSON.parse` reads them: by the nearest float.

use super::support::issues_of;
use powens_users::check::ObjectShape;
use powens_users::internals::{Field, Rule, raw_integer};
use proptest::prelude::*;

static SHAPE: ObjectShape = ObjectShape {
    name: "Numbers",
    fields: &[
        Field::optional("int", &Rule::INTEGER),
        Field::optional("dec", &Rule::DECIMAL),
        Field::optional("own", &Rule::OWN_ID),
    ],
    ..ObjectShape::NOTHING
};

const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// Asserts that the check sees `number` as the float that Rust, rounding correctly as JavaScript does, makes of it.
fn assert_judged_as_float(number: &str) {
    let float: f64 = number.parse().unwrap();
    let safe = float.fract() == 0.0 && float.abs() <= MAX_SAFE;
    assert_eq!(raw_integer(number.as_bytes()), safe.then_some(float as i64), "{number} is {float:?}");

    let code = |wrong: Option<&str>| wrong.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let own = if safe { (float < 1.0).then_some("out_of_range /own") } else { Some("not_safe_integer /own") };
    let int = (!safe).then_some("not_safe_integer /int");
    let dec = (!float.is_finite()).then_some("not_finite /dec");
    for (key, wrong) in [("int", int), ("dec", dec), ("own", own)] {
        assert_eq!(issues_of(format!("{{\"{key}\":{number}}}"), &SHAPE), code(wrong), "{number} is {float:?}");
    }
}

#[test]
fn well_known_numbers() {
    for number in [
        "0",
        "-0",
        "0.0",
        "0e0",
        "0e999999999999999999999",
        "-0.000e-5",
        "1",
        "-1",
        "7.0",
        "7e0",
        "7.000000",
        "70e-1",
        "0.7e1",
        "0.00007e5",
        "7E+0",
        "1e15",
        "1e16",
        "9.007199254740991e15",
        "90071992547409910e-1",
        "9007199254740991",
        "-9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "-9007199254740993",
        "9999999999999999",
        "99999999999999999",
        "18446744073709551616",
        "9007199254740990.5",
        "9007199254740991.4",
        "9007199254740991.5",
        "9007199254740991.49999999999999999999999999999",
        "4503599627370495.5",
        "4503599627370496.5",
        "4503599627370497.5",
        "4503599627370495.25",
        "4503599627370495.75",
        "0.5",
        "1.5",
        "0.1",
        "0.9999999999999999",
        "0.99999999999999999",
        "0.999999999999999944488848768742172978818416595458984375",
        "1.00000000000000011102230246251565404236316680908203125",
        "1.000000000000000111022302462515654042363166809082031250000001",
        "5e-324",
        "3e-324",
        "2e-324",
        "1e-400",
        "-1e-400",
        "1e-99999999999999999999",
        "1e400",
        "-1e400",
        "1e99999999999999999999",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1.797693134862315807e308",
        "17976931348623157e292",
        "0.00000000000000000000000000000000000000000001e352",
        "123456789.123e3",
    ] {
        assert_judged_as_float(number);
    }
    let zeros = "0".repeat(400);
    assert_judged_as_float(&format!("1{zeros}e-400"));
    assert_judged_as_float(&format!("0.{zeros}1e401"));
    assert_judged_as_float(&format!("1{zeros}"));
    assert_judged_as_float(&format!("7.{zeros}"));
    assert_judged_as_float(&format!("7.{zeros}1"));
}

/// The decimal digits of `digits` × `factor`.
fn multiplied(digits: &mut Vec<u8>, factor: u8) {
    let mut carry = 0;
    for digit in digits.iter_mut().rev() {
        let product = *digit * factor + carry;
        *digit = product % 10;
        carry = product / 10;
    }
    if carry > 0 {
        digits.insert(0, carry);
    }
}

fn power(base: u8, exponent: usize) -> String {
    let mut digits = vec![1];
    (0..exponent).for_each(|_| multiplied(&mut digits, base));
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

/// The same number less one unit of its last digit, which is not 0, and 9s behind it.
fn just_below(digits: &str) -> String {
    let (head, last) = digits.split_at(digits.len() - 1);
    format!("{head}{}{}", last.parse::<u8>().unwrap() - 1, "9".repeat(30))
}

#[test]
fn the_edge_to_zero_is_exact() {
    let digits = power(5, 1075);
    for (digits, zero) in
        [(digits.clone(), true), (just_below(&digits), true), (format!("{digits}{}1", "0".repeat(30)), false)]
    {
        let number = format!("0.{digits}e-323");
        assert_eq!(number.parse::<f64>().unwrap() == 0.0, zero);
        assert_judged_as_float(&number);
    }
}

#[test]
fn the_edge_to_infinity_is_exact() {
    // 2^1024 - 2^970 = 2^970 × (2^54 - 1).
    let mut digits: Vec<u8> = 18_014_398_509_481_983_u64.to_string().bytes().map(|byte| byte - b'0').collect();
    (0..970).for_each(|_| multiplied(&mut digits, 2));
    let digits: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    for (number, finite) in [
        (digits.clone(), false),
        (format!("{digits}.0"), false),
        (format!("{digits}.1"), false),
        (format!("0.{digits}e309"), false),
        (format!("0.{}e309", just_below(&digits)), true),
    ] {
        assert_eq!(number.parse::<f64>().unwrap().is_finite(), finite);
        assert_judged_as_float(&number);
    }
}

/// `integer` plus or minus 2^-`n`, exactly halfway between floats for the right `n`, and its neighbours.
fn around_a_tie(integer: u64, n: usize) -> Vec<String> {
    let step = power(5, n);
    let below_one = format!("{step:0>n$}");
    // 1 - 0.step: nines' complement, plus one at the end, whose digit is 5 and so becomes 5.
    let complement: String = below_one.bytes().map(|byte| char::from(b'0' + (b'9' - byte))).collect();
    let complement = format!("{}5", &complement[..n - 1]);
    [below_one, complement]
        .iter()
        .flat_map(|decimals| {
            [decimals.clone(), just_below(decimals), format!("{decimals}000"), format!("{decimals}{:0>40}", 1)]
        })
        .map(|decimals| format!("{integer}.{decimals}"))
        .collect()
}

#[test]
fn ties_between_floats_are_exact() {
    for k in 0..53 {
        for integer in [1 << k, (1 << k) + 1, (2 << k) - 2, (2 << k) - 1_u64] {
            for n in [52 - k, 53 - k, 54 - k].into_iter().filter(|n| *n > 0) {
                around_a_tie(integer, n).iter().for_each(|number| assert_judged_as_float(number));
            }
        }
    }
    for n in 50..60 {
        around_a_tie(0, n).iter().for_each(|number| assert_judged_as_float(number));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn any_number(number in "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?") {
        assert_judged_as_float(&number);
    }

    #[test]
    fn a_number_around_a_tie(integer in 0..1_u64 << 53, n in 1..56_usize) {
        around_a_tie(integer, n).iter().for_each(|number| assert_judged_as_float(number));
    }

    #[test]
    fn an_integer_written_with_any_exponent(integer in 0..1_u64 << 54, shift in 0..400_i32, zeros in 0..30_usize, noise in "[0-9]{0,3}") {
        let zeros = "0".repeat(zeros);
        assert_judged_as_float(&format!("{integer}{}e-{shift}", "0".repeat(shift.unsigned_abs() as usize)));
        assert_judged_as_float(&format!("{integer}.{zeros}{noise}0"));
        assert_judged_as_float(&format!("0.{zeros}{integer}e{shift}"));
    }

    #[test]
    fn the_shortest_form_of_any_float(bits in any::<u64>()) {
        let float = f64::from_bits(bits);
        if float.is_finite() {
            assert_judged_as_float(&format!("{float:e}"));
            assert_judged_as_float(&format!("{float}"));
        }
    }
}
