//! Journal
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("no state folder")]
    NoFolder,
}
impl JournalError {
    pub fn code(&self) -> &'static str {
        "state-unwritable"
    }
    pub fn hint(&self) -> Option<String> {
        None
    }
}
