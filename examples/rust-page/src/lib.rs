//! A front end in Rust that lists, gets and deletes users on the sandbox of `npm start`:
//! `wasm-pack build examples/rust-page --target web`, serve that folder, and open it.

use powens_users::client::{GlooNet, UsersApi};
use powens_users::{ApiError, UserId};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// The page's client.
#[wasm_bindgen]
pub struct Users(UsersApi<GlooNet>);

#[wasm_bindgen]
impl Users {
    /// A real page asks a server of its own for tokens, or has a proxy add them: `without_users_token()`.
    #[wasm_bindgen(constructor)]
    pub fn new(base_url: &str) -> Result<Users, JsError> {
        let user_token = async |id: UserId| Ok::<_, ApiError>(format!("sandbox-user-token-{id}"));
        let api = UsersApi::at(base_url).users_token("sandbox-users-token").user_token_from(user_token);
        Ok(Users(api.build(GlooNet::new())?))
    }

    pub async fn list(&self, limit: u32) -> Result<JsValue, JsError> {
        Ok(self.0.list().limit(limit.into()).await?.serialize(&Serializer::json_compatible())?)
    }

    pub async fn get(&self, id: &str) -> Result<JsValue, JsError> {
        Ok(self.0.get(id.parse()?).await?.serialize(&Serializer::json_compatible())?)
    }

    pub async fn delete(&self, id: &str) -> Result<(), JsError> {
        Ok(self.0.delete(id.parse()?).await?)
    }
}
