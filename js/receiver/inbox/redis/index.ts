// What `import … from "powens-users/receiver/redis"` offers.
export type { IoredisClient, NodeRedisClient, RedisClient } from "./client.js";
export type { RedisInboxOptions } from "./options.js";
export { redisInbox } from "./redis-inbox.js";
