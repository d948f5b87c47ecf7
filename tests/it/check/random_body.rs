//! Random bodies: mostly what a shape declares, with everything that can be wrong with it now and then.

use powens_users::check::ObjectShape;
use powens_users::internals::MARK;
use powens_users::internals::{ObjectRule, Rule, TextForm};

/// Chance that can be had again, from a seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ mixed >> 31) % limit as u64).unwrap()
    }

    pub fn once(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

const PLAIN: &[&str] = &["a", "é", "€", "😀", "\u{2028}", "/", " ", "=", "<", "\u{7f}"];
const ESCAPED: &[&str] = &["\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\\udc00", "\\u0000"];
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "7.0",
    "42e0",
    "1.5",
    "-3",
    "9007199254740991",
    "9007199254740993",
    "1e999",
    "1e-400",
    "0.1e1",
    "123456789012345678901234567890",
    "-1E+2",
];
const OTHER_KEYS: &[&str] =
    &["x", "é", "😀", "", "a/b", "a~b", "__proto__", "id", "users", "\\ud83d\\ude00", "\\u0069d"];
const SPACES: &[&str] = &[" ", "\n", "\t\r", "          "];

/// A body of a shape as text. `with_marks`: as it is written from an object.
pub struct Writer<'r> {
    pub random: &'r mut Random,
    pub with_marks: bool,
    pub text: String,
}

impl Writer<'_> {
    pub fn object(&mut self, shape: &'static ObjectShape) {
        // Rare enough that most objects of a body are whole.
        let absent = self.random.below(8) * 4 + 2;
        self.open('{');
        for field in shape.fields {
            if self.random.once(absent) {
                continue;
            }
            self.key(field.name);
            if !field.required && self.random.once(12) {
                self.text.push_str("null");
            } else {
                self.value(field.rule);
            }
            if self.random.once(60) {
                self.other_member(2);
            }
        }
        for seen in shape.seen.iter().filter(|_| self.random.once(8)).copied().collect::<Vec<_>>() {
            self.key(seen);
            self.anything(2);
        }
        if self.random.once(40) {
            self.many_members();
        }
        self.close('}');
    }

    fn value(&mut self, rule: &'static Rule) {
        if self.random.once(50) {
            return self.anything(3);
        }
        if let Some(items) = rule.array {
            self.open('[');
            for _ in 0..self.random.below(3) {
                self.separate();
                self.value(items);
            }
            self.close(']');
        } else if let Some(ObjectRule::Shape(shape)) = rule.object {
            self.object(shape);
        } else if rule.text {
            self.text_of(rule.form);
        } else if rule.number.is_some() {
            let number = (1 + self.random.below(2000)).to_string();
            let odd = self.random.pick(NUMBERS);
            self.text.push_str(if self.random.once(80) { odd } else { &number });
        } else if rule.boolean {
            self.text.push_str(self.random.pick(&["true", "false"]));
        } else {
            self.anything(2);
        }
    }

    fn text_of(&mut self, form: TextForm) {
        let documented = match form {
            TextForm::DateTime => "2020-06-01 12:34:56",
            TextForm::Date => "2020-06-01",
            TextForm::OneOf(known) => self.random.pick(known),
            TextForm::Any | TextForm::Undocumented => return self.any_text(),
        };
        match self.random.below(12) {
            0 => self.any_text(),
            1 => {
                let escaped: String = documented.bytes().map(|byte| format!("\\u{:04x}", byte)).collect();
                self.text.push_str(&format!("\"{escaped}\""));
            }
            _ => self.text.push_str(&format!("\"{documented}\"")),
        }
    }

    fn any_text(&mut self) {
        let most = if self.random.once(8) { 500 } else { 12 };
        self.text.push('"');
        for _ in 0..self.random.below(most) {
            let from = if self.random.once(4) { ESCAPED } else { PLAIN };
            self.text.push_str(self.random.pick(from));
        }
        self.text.push('"');
    }

    fn anything(&mut self, levels: usize) {
        match self.random.below(if levels > 0 { 8 } else { 5 }) {
            0 => self.text.push_str(self.random.pick(&["null", "true", "false"])),
            1 if self.with_marks => {
                self.text.push(char::from(MARK));
                self.text.push_str(self.random.pick(&["a", "b", "n", "o", "u", "x", "?"]));
            }
            1 | 2 => self.text.push_str(self.random.pick(NUMBERS)),
            3 | 4 => self.any_text(),
            5 | 6 => {
                self.open('{');
                for _ in 0..self.random.below(4) {
                    self.other_member(levels - 1);
                }
                self.close('}');
            }
            _ => {
                let deep = if self.random.once(12) { 120 + self.random.below(12) } else { 1 };
                self.text.push_str(&"[".repeat(deep));
                self.anything(levels - 1);
                self.text.push_str(&"]".repeat(deep));
            }
        }
    }

    fn other_member(&mut self, levels: usize) {
        let key = self.random.pick(OTHER_KEYS);
        self.key(key);
        self.anything(levels);
    }

    /// More than an order remembers, sometimes one of them twice.
    fn many_members(&mut self) {
        let (count, width) = (55 + self.random.below(30), if self.random.once(4) { 70 } else { 1 });
        for index in 0..count {
            self.key(&format!("k{index:0width$}"));
            self.text.push('0');
        }
        if self.random.once(2) {
            let again = self.random.below(count);
            self.key(&format!("k{again:0width$}"));
            self.text.push('1');
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        if self.random.once(40) && key.is_ascii() && !key.contains('\\') {
            let escaped: String = key.bytes().map(|byte| format!("\\u{:04X}", byte)).collect();
            self.text.push_str(&format!("\"{escaped}\""));
        } else {
            self.text.push_str(&format!("\"{key}\""));
        }
        self.space();
        self.text.push(':');
        self.space();
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.space();
    }

    fn close(&mut self, bracket: char) {
        self.space();
        self.text.push(bracket);
    }

    fn separate(&mut self) {
        if !matches!(self.text.trim_end().chars().last(), Some('{' | '[')) {
            self.space();
            self.text.push(',');
            self.space();
        }
    }

    fn space(&mut self) {
        if self.random.once(16) {
            self.text.push_str(self.random.pick(SPACES));
        }
    }
}

/// A body of a shape, now and then damaged.
pub fn random_body(random: &mut Random, shape: &'static ObjectShape, with_marks: bool) -> Vec<u8> {
    let mut writer = Writer { random, with_marks, text: String::new() };
    writer.object(shape);
    let mut body = writer.text.into_bytes();
    if random.once(3) {
        for _ in 0..=random.below(2) {
            damage(random, &mut body);
        }
    }
    body
}

fn damage(random: &mut Random, body: &mut Vec<u8>) {
    let at = random.below(body.len());
    match random.below(9) {
        0 => body[at] = u8::try_from(random.below(256)).unwrap(),
        1 => body[at] = random.pick::<u8>(&[&b'{', &b'}', &b'"', &b'\\', &b',', &b':', &b'0', &b'u', &0x01]).to_owned(),
        2 => drop(body.remove(at)),
        3 => body.truncate(at + 1),
        4 => body.insert(at, random.pick::<u8>(&[&0xFF, &0xC3, &0xED, &0x80, &b'\n']).to_owned()),
        5 => body.extend_from_slice(random.pick(&["x", " \n", "{}", "\u{FEFF}"]).as_bytes()),
        6 => drop(body.splice(0..0, "\n".repeat(random.below(400)).bytes())),
        7 => {
            let formats = ["\u{FEFF}", "<!DOCTYPE html>", "--boundary\r\n", "payload=", "\u{1F}", "\x0C", "[", "\""];
            drop(body.splice(0..0, formats[random.below(formats.len())].bytes()));
        }
        _ => {
            // Something else altogether.
            let name = "name".repeat(random.below(100));
            *body = format!("{}{name}={}", " ".repeat(random.below(300)), random.below(10)).into_bytes();
        }
    }
    if body.is_empty() {
        body.push(b' ');
    }
}
