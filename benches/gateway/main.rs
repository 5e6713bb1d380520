//! Programs that `gateway.py` starts beside `vsw gateway`: a counting handler, a bare hyper proxy, and the sender.

mod load;
mod peers;
mod tokens;

use std::env;
use std::error::Error;

use tokio::runtime::Builder;
use tokio::task::LocalSet;

const USAGE: &str = "usage: gateway handler ADDRESS | proxy ADDRESS UPSTREAM | load JSON";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let one_thread = || Builder::new_current_thread().enable_all().build();
    match arguments[..] {
        ["handler", address] => one_thread()?.block_on(peers::serve(address, None)),
        // One thread per core, like `vsw gateway`.
        ["proxy", address, upstream] => {
            Builder::new_multi_thread().enable_all().build()?.block_on(peers::serve(address, Some(upstream)))
        }
        ["load", plan] => {
            let result = LocalSet::new().block_on(&one_thread()?, load::run(serde_json::from_str(plan)?))?;
            println!("{result}");
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}
