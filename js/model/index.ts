// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.
export * from "./bank-account.js";
export * from "./connection.js";
export * from "./connection-deleted.js";
export * from "./connection-source.js";
export * from "./connection-synced.js";
export * from "./connector.js";
export * from "./counterparty.js";
export * from "./currency.js";
export * from "./loan.js";
export * from "./transaction.js";
export * from "./transaction-category.js";
export * from "./user.js";
export * from "./user-payload.js";
export * from "./user-synced.js";
export * from "./users-list.js";
