//! The class that TypeScript wraps as `UsersApi`.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::call_options::{self, CallOptions};
use super::config::Config;
use super::driver::Driver;
use super::error::{Rejection, to_js};
use crate::api::{ApiError, Call, Effect};

/// The Users API of one domain.
#[wasm_bindgen(js_name = CoreUsersApi)]
pub struct UsersApi {
    // Shared, so that calls under way outlive `free()`, and no borrow is held across an await.
    config: Rc<Config>,
}

#[wasm_bindgen(js_class = CoreUsersApi)]
impl UsersApi {
    /// Checks the options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<UsersApi, JsValue> {
        match Config::from_js(options) {
            Ok(config) => Ok(Self { config: Rc::new(config) }),
            Err(error) => Err(to_js(&error.scrubbed(&Config::secrets_of(options)))),
        }
    }

    /// Lists the users of the domain.
    pub fn list(&self, options: &JsValue) -> Promise {
        self.start(call_options::list(options), None, options)
    }

    /// Gets one user.
    pub fn get(&self, user_id: &JsValue, options: &JsValue) -> Promise {
        self.start(call_options::user_id(user_id).map(Call::Get), None, options)
    }

    /// Deletes one user.
    pub fn delete(&self, user_id: &JsValue, options: &JsValue) -> Promise {
        self.start(call_options::user_id(user_id).map(Call::Delete), Some(Effect::None), options)
    }

    /// Starts a call; `effect` is what a refusal of its arguments says.
    fn start(&self, call: Result<Call, ApiError>, effect: Option<Effect>, options: &JsValue) -> Promise {
        let driver = call.and_then(|call| {
            let options = CallOptions::from_js(options)?;
            Ok(Driver::new(Rc::clone(&self.config), call, options))
        });
        let driver = driver.map_err(|mut error| {
            let mut secrets = self.config.secrets();
            call_options::hide_in(options, &mut secrets);
            error.effect = effect;
            error.scrubbed(&secrets)
        });
        future_to_promise(async move {
            match driver {
                Ok(driver) => driver.run().await.map_err(Rejection::into_js),
                Err(error) => Err(to_js(&error)),
            }
        })
    }
}
