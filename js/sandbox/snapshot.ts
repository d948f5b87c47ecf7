// A sandbox at a moment, to be kept and gone back to.

/** All of a sandbox at a moment. It is JSON; what is in it may change between versions of the package. */
export interface SandboxSnapshot {
	readonly version: 1;
	/** The options that a sandbox has to share to be set to it. */
	readonly of: string;
	readonly state: string;
	/** What `state` hashes to: one that was changed by hand is refused as a whole, before anything is set. */
	readonly check: number;
}
