//! Deletes one user, and says what is known when that fails: `cargo run --example delete --features reqwest -- 42`

mod connect;

use std::process::ExitCode;

use powens_users::api::Effect;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error + Send + Sync>> {
    let user_id = connect::user_id_argument()?;
    let Err(error) = connect::connect()?.delete(user_id).await else {
        println!("User {user_id} is deleted, with all data that Powens held.");
        return Ok(ExitCode::SUCCESS);
    };
    eprintln!("{error}");
    match error.effect() {
        Some(Effect::None) => eprintln!("User {user_id} is as before."),
        _ => eprintln!("User {user_id} may or may not be deleted: look before you go on."),
    }
    Ok(ExitCode::FAILURE)
}
