//! Schema: what an editor needs to complete and check a fleet file. It knows the shape; what refers to something else
//! (an account's name, an id that stands twice) only the reader judges.

/// JSON Schema, draft 7.
pub const SCHEMA: &str = include_str!("../../../../docs/schema/vsw.toml.schema.json");
