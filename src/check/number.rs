//! What a JSON number is once JavaScript has read it, decided exactly and without a float.
//!
//! `str::parse::<f64>` would bring 16 kB (gzip) of tables and code into the WebAssembly, more than the rest of the check.
//! Only two questions are asked, and decimal arithmetic answers both: is the nearest float a safe integer, is it finite?

use std::cmp::Ordering;

use super::cursor::taken;
use super::issue::IssueCode;
use super::shape::NumberRule;

const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Most digits of a safe integer.
const MAX_SAFE_DIGITS: usize = 16;

/// 2^-1075, halfway from 0 to the smallest float: up to it a number is read as 0.
const ROUNDS_TO_ZERO: Decimal<'static> = Decimal { whole: &[], fraction: HALF_OF_SMALLEST, point: -323 };

/// 2^1024 - 2^970, halfway from the largest float to the one that would follow: from it on a number is read as infinity.
const ROUNDS_TO_INFINITY: Decimal<'static> = Decimal { whole: &[], fraction: BEYOND_LARGEST, point: 309 };

/// The integer that a number is, if the rule wants integers, or why the number breaks the rule. `text` is a JSON number.
pub(super) fn read(text: &[u8], rule: NumberRule) -> Result<Option<i64>, IssueCode> {
    match rule {
        NumberRule::Finite if is_finite(text) => Ok(None),
        NumberRule::Finite => Err(IssueCode::NotFinite),
        NumberRule::SafeInteger => safe_integer(text).map(Some).ok_or(IssueCode::NotSafeInteger),
        NumberRule::OwnId => match safe_integer(text) {
            None => Err(IssueCode::NotSafeInteger),
            Some(..1) => Err(IssueCode::OutOfRange),
            id => Ok(id),
        },
    }
}

/// The integer that `JSON.parse` makes of a JSON number, if it makes one from -(2^53-1) to 2^53-1.
pub(super) fn safe_integer(text: &[u8]) -> Option<i64> {
    let (negative, unsigned) = split_sign(text);
    let magnitude = plain_integer(unsigned).or_else(|| Decimal::new(unsigned).rounded_to_integer())?;
    let magnitude = i64::try_from(magnitude).ok().filter(|_| magnitude <= MAX_SAFE_INTEGER)?;
    Some(if negative { magnitude.wrapping_neg() } else { magnitude })
}

/// The usual case: a few digits and nothing else.
fn plain_integer(unsigned: &[u8]) -> Option<u64> {
    if unsigned.len() > MAX_SAFE_DIGITS {
        return None;
    }
    let mut number = 0_u64;
    for byte in unsigned {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit(*byte)));
    }
    Some(number)
}

pub(super) fn is_finite(text: &[u8]) -> bool {
    Decimal::new(split_sign(text).1).compare(&ROUNDS_TO_INFINITY) == Ordering::Less
}

/// The number 0.`whole``fraction` × 10^`point`, its first digit not 0. Zero has no digits.
struct Decimal<'a> {
    whole: &'a [u8],
    fraction: &'a [u8],
    point: i64,
}

impl<'a> Decimal<'a> {
    /// Takes a JSON number without its sign apart.
    fn new(unsigned: &'a [u8]) -> Self {
        let (mantissa, exponent) = split_at(unsigned, b'e');
        let (whole, fraction) = split_at(mantissa, b'.');
        let exponent = read_exponent(exponent);
        let whole = without_leading_zeros(whole);
        if !whole.is_empty() {
            return Self { whole, fraction, point: exponent.saturating_add(length(whole)) };
        }
        let digits = without_leading_zeros(fraction);
        let zeros = length(fraction).saturating_sub(length(digits));
        Self { whole, fraction: digits, point: exponent.saturating_sub(zeros) }
    }

    /// The digit at this index; 0 in front of the first and behind the last.
    fn digit(&self, index: i64) -> u8 {
        let Ok(index) = usize::try_from(index) else { return 0 };
        let byte = match index.checked_sub(self.whole.len()) {
            None => self.whole.get(index),
            Some(index) => self.fraction.get(index),
        };
        byte.map_or(0, |byte| digit(*byte))
    }

    fn has_digits_from(&self, index: i64) -> bool {
        let end = length(self.whole).saturating_add(length(self.fraction));
        (index.max(0)..end).any(|index| self.digit(index) != 0)
    }

    fn compare(&self, bound: &Decimal<'_>) -> Ordering {
        if self.whole.is_empty() && self.fraction.is_empty() {
            return Ordering::Less;
        }
        let mut order = self.point.cmp(&bound.point);
        let (mut index, end) = (0, length(bound.fraction));
        while order.is_eq() && index < end {
            order = self.digit(index).cmp(&bound.digit(index));
            index = index.saturating_add(1);
        }
        if order.is_eq() && self.has_digits_from(end) { Ordering::Greater } else { order }
    }

    /// The nearest float, if that is an integer; one beyond the safe ones may come out wrong, but beyond them.
    ///
    /// From 2^k to 2^(k+1) floats lie 2^(k-52) apart. A number there is read as an integer if that is at most half of this
    /// away: 2^-n with n = 53-k, which is 5^n in units of the n-th decimal. Below 1, only 1 can be reached: n = 54.
    fn rounded_to_integer(&self) -> Option<u64> {
        if self.compare(&ROUNDS_TO_ZERO) != Ordering::Greater {
            return Some(0);
        }
        if self.point > length(&[0; MAX_SAFE_DIGITS]) {
            return None;
        }
        let append = |number: u64, index| number.wrapping_mul(10).wrapping_add(u64::from(self.digit(index)));
        let integer = (0..self.point).fold(0, append);
        if integer > MAX_SAFE_INTEGER || !self.has_digits_from(self.point) {
            return Some(integer);
        }

        let n = integer.checked_ilog2().map_or(54, |k| 53_u32.saturating_sub(k));
        let (fraction, missing) = self.first_decimals(n);
        let half_a_step = 5_u128.wrapping_pow(n);
        let rest = self.has_digits_from(self.point.saturating_add(i64::from(n)));
        match fraction.cmp(&half_a_step).then(rest.cmp(&false)) {
            Ordering::Less | Ordering::Equal if integer == 0 => None,
            Ordering::Less => Some(integer),
            // Halfway it is the even float. Only where floats lie 1 apart can an integer be the odd one.
            Ordering::Equal if n == 1 => Some(integer.wrapping_add(integer & 1)),
            Ordering::Equal => Some(integer),
            Ordering::Greater => (missing < half_a_step).then(|| integer.wrapping_add(1)),
        }
    }

    /// The first `count` decimals as an integer, and what is missing from them to 9s: to the next integer it is more, by at
    /// most one unit. Both saturate, far beyond 5^54.
    fn first_decimals(&self, count: u32) -> (u128, u128) {
        (0..i64::from(count)).fold((0, 0), |(decimals, missing), index| {
            let digit = self.digit(self.point.saturating_add(index));
            (append(decimals, digit), append(missing, 9_u8.saturating_sub(digit)))
        })
    }
}

#[inline(always)]
const fn split_sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', unsigned @ ..] => (true, unsigned),
        // Only an exponent has it.
        [b'+', unsigned @ ..] => (false, unsigned),
        _ => (false, text),
    }
}

/// What stands before and behind the first such letter, which is in lower case.
fn split_at(text: &[u8], letter: u8) -> (&[u8], &[u8]) {
    let mut rest = text;
    while let [byte, behind @ ..] = rest {
        if byte | 0x20 == letter {
            return (taken(text, rest), behind);
        }
        rest = behind;
    }
    (text, rest)
}

const fn without_leading_zeros(digits: &[u8]) -> &[u8] {
    let mut rest = digits;
    while let [b'0', behind @ ..] = rest {
        rest = behind;
    }
    rest
}

fn read_exponent(text: &[u8]) -> i64 {
    let (negative, unsigned) = split_sign(text);
    let mut magnitude = 0_i64;
    for byte in unsigned {
        // More is far beyond all that a float holds, however long the number is written.
        magnitude = magnitude.min(1 << 56).wrapping_mul(10).wrapping_add(i64::from(digit(*byte)));
    }
    if negative { magnitude.saturating_neg() } else { magnitude }
}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

const fn digit(byte: u8) -> u8 {
    byte & 0x0F
}

fn append(number: u128, digit: u8) -> u128 {
    number.saturating_mul(10).saturating_add(u128::from(digit))
}

/// The digits of 2^-1075.
const HALF_OF_SMALLEST: &[u8] = b"\
    2470328229206232720882843964341106861825299013071623822127928412503377536351043759326499181808179961\
    8989828234772285886546332835517796989819938739800539093906315035659515570226392290858392449105184435\
    9318028499365361525003193704576782492193656236698636584807570015857692699037063119282795585513329278\
    3433840935197801553124659726357957462276646527282722005637400648549997709659947045402082816622623785\
    7393450736339007967761930577506740176324673600968951340535537458516661134223766678604162159680461914\
    4672918403005300575308490487653917113865916462395249126236538818796362393732804238910186723484976682\
    3508986338858792562830275599565752445550725518931369083625477918694866799496832404970582102851318545\
    1396213837722826145437693412532098591327667236328125\
    ";

/// The digits of 2^1024 - 2^970.
const BEYOND_LARGEST: &[u8] = b"\
    1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775872070\
    9633028641669288791094655554785194040263065748867150582068190890200070838367627385484581771153176447\
    5730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904\
    174497792\
    ";
