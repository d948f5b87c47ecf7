// Generated from src/model by `UPDATE=1 cargo test --test model_generated`: change the declarations there, not this file.
export * from "./user.js";
export * from "./users-list.js";
