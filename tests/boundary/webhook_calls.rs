//! Calls that TypeScript would never make: each gives an error, and none ends the process.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{js, text};
use super::webhook_support::{DATE, KEY, call, core, genuine, now, receiver, units, write};

const BODY: &str = r#"{"id":7}"#;

#[wasm_bindgen_test]
fn lengths_that_do_not_fit_verify_nothing() {
    let receiver = receiver();
    let sent = genuine(BODY);
    let (head, signature, target) = (sent.head().len(), sent.signature.len(), sent.target.len());
    let right = [signature, target, units(DATE), head, head + BODY.len()];
    let verify = |[signature, target, date, head, total]: [usize; 5]| {
        sent.begin(&receiver, now());
        write(&[sent.head().as_bytes(), BODY.as_bytes()].concat());
        let verdict = receiver.verify(0, 0, signature, target, date, head, total, now());
        let error = receiver.take_error();
        assert_eq!(verdict < 0, error.is_object(), "{verdict}");
        verdict
    };
    assert_eq!(verify(right), 0);
    let lengths = |right: usize| [0, 1, right - 1, right + 1, right * 2, 1 << 20, usize::MAX >> 1, usize::MAX];
    for (at, right_length) in right.into_iter().enumerate() {
        for length in lengths(right_length) {
            let mut wrong = right;
            wrong[at] = length;
            // The date is what the head ends with: there is no more of it than that.
            let is_whole_date = at == 2 && length > right_length;
            // What is in the window behind the body is not of this request, and signed by nobody.
            assert_eq!(verify(wrong) == 0, is_whole_date, "{wrong:?}");
            for (other, other_length) in right.into_iter().enumerate().filter(|(other, _)| *other != at) {
                for length in lengths(other_length) {
                    let mut both = wrong;
                    both[other] = length;
                    assert!(verify(both) < 0 || (is_whole_date && other == 2), "{both:?}");
                }
            }
        }
    }
}

#[wasm_bindgen_test]
fn lengths_that_do_not_fit_begin_and_sign_nothing() {
    let receiver = receiver();
    let sent = genuine(BODY);
    for head in [0, 1, 1 << 24, usize::MAX] {
        write(sent.head().as_bytes());
        assert_eq!(receiver.begin(0, sent.signature.len(), sent.target.len(), units(DATE), head, now()), -1, "{head}");
        assert!(!text(&receiver.take_error(), "code").is_empty());
        assert_eq!(receiver.sign(0, 0, 6, 20, head, 1 << 24), None, "{head}");
        assert!(receiver.take_error().is_object());
    }
    write(b"/hooks\xFF\xFE");
    assert_eq!(receiver.sign(0, 0, 6, 2, 8, 8), None);
    assert_eq!(receiver.begin(0, 0, 6, 2, 8, now()), -1);
    receiver.take_error();
    // Nothing of the window is read where there is less of it.
    call("scanBegin", &[0.0, 100.0, 0.0, 0.0]);
    call("scanFeed", &[f64::from(u32::MAX), 1.0]);
    assert_eq!(receiver.verdict(), -1);
    assert_eq!(text(&receiver.take_error(), "code"), "payload_invalid");
}

#[wasm_bindgen_test]
fn a_verdict_without_a_body_is_a_refusal() {
    let receiver = receiver();
    call("scanBegin", &[0.0, 100.0, 0.0, 0.0]);
    assert_eq!(receiver.verdict(), -1, "nothing was fed");
    assert_eq!(receiver.verdict(), -1, "the verdict was given already");
    call("scanBegin", &[0.0, 100.0, 0.0, 0.0]);
    write(br#"{"id":7"#);
    call("scanFeed", &[7.0, 0.0]);
    assert_eq!(receiver.verdict(), -1, "the end was not fed");
    assert_eq!(text(&receiver.take_error(), "code"), "payload_invalid");
}

#[wasm_bindgen_test]
fn calls_out_of_order_prove_nothing() {
    let receiver = receiver();
    assert!(!receiver.hash_end() && !receiver.is_signature());
    receiver.hash_update(10);
    receiver.hash_begin(0);
    receiver.hash_update(1 << 30);
    assert!(!receiver.hash_end());
    assert_eq!((receiver.judge(0), receiver.prefix().as_str()), (-1, ""));
    assert!(!text(&receiver.take_error(), "code").is_empty());
    assert!(receiver.take_error().is_undefined());

    genuine(BODY).begin(&receiver, now());
    for signer in [-1, -2, 1, i32::MAX, i32::MIN] {
        assert_eq!(receiver.judge(signer), -1, "{signer}");
        assert_eq!(text(&receiver.take_error(), "code"), "signature_mismatch", "{signer}");
    }
    receiver.hash_begin(usize::MAX);
    assert!(!receiver.hash_end());
}

#[wasm_bindgen_test]
fn no_order_of_calls_with_any_numbers_throws() {
    let options = format!("({{ secretKey: [{{ name: 'a', secretKey: '{KEY}' }}, {{ name: 'b', secretKey: 'b' }}] }})");
    Reflect::set(&js_sys::global(), &"anyCore".into(), &JsValue::from(core(&options))).unwrap();
    let thrown = js("(() => {
        let state = 7;
        const below = (limit) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % limit;
        const numbers = [0, 1, 2, 6, 20, 44, 70, 78, 4096, 2 ** 31 - 1, 2 ** 32 - 1, -1, NaN, Infinity, 1.5, 1672531200000];
        const number = () => numbers[below(numbers.length)];
        const anything = () => [undefined, null, 7, 'x', [], ['a', 'b'], {}, Symbol('x'), () => {}, anyCore][below(10)];
        const hostile = () => [new Proxy({}, { get() { throw 1 } }), { get signature() { throw 1 } }, 7, null, {}][below(5)];
        const calls = [
            () => anyCore.verify(number(), number(), number(), number(), number(), number(), number(), number()),
            () => anyCore.begin(number(), number(), number(), number(), number(), number()),
            () => anyCore.sign(number(), number(), number(), number(), number(), number()),
            () => anyCore.hashBegin(number()),
            () => anyCore.hashUpdate(number()),
            () => anyCore.hashEnd(),
            () => anyCore.isSignature(),
            () => anyCore.judge(number()),
            () => anyCore.verdict(),
            () => anyCore.prefix(),
            () => anyCore.order(),
            () => anyCore.takeError(),
            () => anyCore.secretKey(number()),
            () => anyCore.secretName(number()),
            () => anyCore.secretIndex(['a', 'c', undefined, null][below(4)]),
            () => anyCore.signedAtMs() + anyCore.idWebhookData() + anyCore.maxBodyBytes(),
            () => anyCore.constructor.headersError(anything(), anything(), anything()),
            () => anyCore.diagnose(hostile(), [anything(), [anything(), new Uint8Array(2)], ['bom', anything()]], number()),
        ];
        for (let round = 0; round < 20000; round++) {
            const call = calls[below(calls.length)];
            try {
                call();
            } catch (thrown) {
                return `${call}: ${thrown}`;
            }
        }
    })()");
    assert!(thrown.is_undefined(), "{thrown:?}");
}

#[wasm_bindgen_test]
fn making_an_error_may_come_back() {
    Reflect::set(&js_sys::global(), &"backCore".into(), &JsValue::from(receiver())).unwrap();
    let code = js("(() => {
        let calls = 0;
        // Errors are made of plain objects, which inherit this.
        Object.defineProperty(Object.prototype, 'httpStatus', {
            configurable: true,
            set(value) {
                calls += 1;
                backCore.judge(0);
                Object.defineProperty(this, 'httpStatus', { value, configurable: true, enumerable: true, writable: true });
            },
        });
        try {
            backCore.judge(0);
            return backCore.takeError().code + (calls > 0);
        } finally {
            delete Object.prototype.httpStatus;
        }
    })()");
    assert_eq!(code, "invalid_argumenttrue");
}

#[wasm_bindgen_test]
fn an_object_that_was_freed_throws_and_no_more() {
    Reflect::set(&js_sys::global(), &"freedCore".into(), &JsValue::from(receiver())).unwrap();
    let caught = js("(() => {
        freedCore.free();
        try {
            freedCore.judge(0);
        } catch (thrown) {
            return thrown.name;
        }
    })()");
    // Not the RuntimeError of a trap.
    assert_eq!(caught, "Error");
    // Others live on.
    assert_eq!(genuine(BODY).verify(&receiver(), now()), 0);
}
