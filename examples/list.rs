//! Lists the users of a domain: `cargo run --example list --features reqwest`

mod connect;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let list = connect::connect()?.list().await?;
    for user in list.users.iter().take(10) {
        println!("{} {}", user.id, user.signin.as_ref().map_or("never signed in", |signin| signin.as_str()));
    }
    println!("{} users{}", list.users.len(), if list.complete() { "" } else { ", and there are more" });
    Ok(())
}
