//! `vsw whoami`: checks the credentials by reading one page of the API's list.

use crate::failure::Failure;
use crate::online::Online;
use crate::report::{Report, WhoamiReport};

pub fn run(online: &Online) -> Result<Report, Failure> {
    let (listing, _) = online.run(online.client.first_page(online.deadline()))?;
    let account = &online.account;
    Ok(Report::Whoami(WhoamiReport {
        profile: account.profile.clone(),
        api_key: account.api_key.clone(),
        api_key_origin: account.key_source.to_info(),
        api_secret_origin: account.secret_source.to_info(),
        api_url: account.origin.as_str().to_owned(),
        api_url_origin: account.origin_source.to_info(),
        applications: listing.total().unwrap_or_default(),
        requests: online.client.requests(),
    }))
}
