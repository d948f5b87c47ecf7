//! Gets one user: `cargo run --example get --features reqwest -- 42`

mod connect;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let user = connect::connect()?.get(connect::user_id_argument()?).await?;
    println!("{user:#?}");
    Ok(())
}
