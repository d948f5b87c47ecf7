// Generated from src/check by `UPDATE=1 cargo test --test model_issue_words`: change the words there, not this file.

/** The codes of issues, by their numbers. */
export const issueCodes = [
	"syntax",
	"other_format",
	"too_large",
	"empty",
	"invalid_utf8",
	"bom",
	"trailing_data",
	"duplicate_key",
	"not_json",
	"too_deep",
	"too_many_keys",
	"required",
	"wrong_type",
	"not_safe_integer",
	"out_of_range",
	"not_finite",
	"id_mismatch",
	"missing_field",
	"unexpected_null",
	"other_form",
	"unknown_value",
	"undocumented_key",
] as const;

const jsonParts = [
	"was not read to its end",
	"is no JSON: expected a value",
	"is no JSON: expected a comma or }",
	"is no JSON: expected a comma or ]",
	"is no JSON: expected a key in quotes",
	"is no JSON: expected a colon",
	"is no JSON: expected a digit",
	"is no JSON: expected no digit after a leading zero",
	"is no JSON: expected the end of a number",
	"is no JSON: expected the end of a text",
	"is no JSON: expected no control character in text",
	"is no JSON: expected an escape",
	"is no JSON: expected an escape that JSON has",
	"is no JSON: expected four hexadecimal digits",
] as const;

const endings = ["", " at byte @", ", but the body ends at byte @"] as const;

const formats = [
	"gzip, not JSON: inflate it first",
	"HTML or XML, not JSON: a proxy or an error page may have answered",
	"multipart, not JSON: give the part that holds the JSON",
	"CFONB, not JSON: the domain is configured to send this format",
	"a form (key=value), not JSON: give the field that holds the JSON",
] as const;

const notJson = [
	"a value of a type that JSON does not have",
	"an accessor, which may give another value each time",
	"a BigInt",
	"NaN",
	"an object that is neither plain nor an array",
	"undefined, in an array",
	"reading it failed",
] as const;

const keyLimits = [
	"has more than @ keys",
	"has, with the objects around it, more than @ keys",
	"has, with the objects around it, more than @ bytes of keys",
] as const;

const wanted = [
	"nothing",
	"anything",
	"text",
	"true or false",
	"an integer from 1 to 9007199254740991",
	"an integer from -9007199254740991 to 9007199254740991",
	"an integer, or true or false",
	"a finite number",
	"an object",
	"text or an object",
	"an array",
	"the id of the user",
] as const;

const kinds = ["absent", "null", "text", "true or false", "a number", "another number", "an object", "an array"] as const;

const forms = [
	"is no moment of the documented form, 2020-06-01 12:34:56",
	"is no day of the documented form, 2020-06-01",
	"is text, where an object is documented",
] as const;

/** The words of each code: a sentence, those for its `#`, those for its `%`. `@` is a number. */
export const issueSentences = [
	["#%", jsonParts, endings],
	["is #", formats],
	["is larger than @ bytes"],
	["is empty"],
	["is no valid UTF-8 at byte @"],
	["starts with a byte order mark"],
	["has something after its value, at byte @"],
	["is a key that the object already has"],
	["is no JSON: #", notJson],
	["is nested deeper than @ levels"],
	["#", keyLimits],
	["must be #, but is %", wanted, kinds],
	["must be #, but is %", wanted, kinds],
	["must be #, but is %", wanted, kinds],
	["must be #, but is %", wanted, kinds],
	["must be #, but is %", wanted, kinds],
	["must be #, but is %", wanted, kinds],
	["is documented, but absent"],
	["is null, which is not documented"],
	["#", forms],
	["is a value that the documentation does not list"],
	["is a key that is not documented"],
] as const;
