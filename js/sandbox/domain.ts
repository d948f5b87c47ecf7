// The parts of a sandbox put together: its state, its record, its clock, what goes wrong, and who sends its webhooks.
import { RateLimit } from "./api/rate-limit.js";
import { createApi } from "./api/routes.js";
import { Clock, type ClockState } from "./clock.js";
import { Pauses } from "./faults/pauses.js";
import { Faults, type FaultsState } from "./faults/plan.js";
import type { ReadOptions } from "./options.js";
import { SandboxRecord } from "./record/record.js";
import { seedUsers } from "./seed/users.js";
import { hashOf } from "./seeded.js";
import { createServe } from "./serve.js";
import type { SandboxSnapshot } from "./snapshot.js";
import { ConnectionStore } from "./state/connections.js";
import { Expiry } from "./state/expiry.js";
import { type Told, World, type WorldState } from "./state/world.js";
import { Sender } from "./webhooks/sender.js";

interface DomainState {
	readonly world: WorldState;
	readonly clock: ClockState;
	readonly rateLimit: readonly number[];
	readonly faults: FaultsState;
	readonly sender: unknown;
}

/** A Powens domain in memory. */
export class Domain {
	readonly world: World;
	readonly record: SandboxRecord;
	readonly clock: Clock;
	readonly sender: Sender;
	readonly faults: Faults;
	readonly serve: ReturnType<typeof createServe>;
	readonly #options: ReadOptions;
	readonly #rateLimit: RateLimit;
	readonly #pauses = new Pauses();
	readonly #expiry: Expiry;

	constructor(options: ReadOptions) {
		const { choices, randomBytes, seed } = options;
		this.#options = options;
		this.clock = new Clock(options.frozenAt);
		const now = (): number => this.clock.now();
		this.record = new SandboxRecord(now);
		this.faults = new Faults(seed);
		this.world = this.#createWorld(now);
		this.sender = this.#createSender();
		this.#rateLimit = new RateLimit({ callsPerMinute: options.callsPerMinute, code: choices.rateLimitCode, now });
		this.#expiry = new Expiry(
			this.clock,
			() => this.world.users.nextEnd(),
			() => this.control("expire", (told) => this.world.expire(told)),
		);
		const { world, record, faults } = this;
		const api = createApi({ world, choices, cors: options.cors, rateLimit: this.#rateLimit });
		const catchUp = (): void => this.#expiry.run();
		this.serve = createServe({
			api,
			world,
			record,
			faults,
			pauses: this.#pauses,
			cors: options.cors,
			choices,
			randomBytes,
			recordHeaders: options.recordHeaders,
			catchUp,
		});
		this.#begin();
	}

	/** Does something by hand or by the clock, and records it. */
	control<Result>(action: string, work: (told: Told) => Result): Result {
		return this.record.control(action, work);
	}

	/** Lets happen what is due by now. */
	catchUp(): void {
		this.#expiry.run();
	}

	snapshot(): SandboxSnapshot {
		const state: DomainState = {
			world: this.world.snapshot(),
			clock: this.clock.state(),
			rateLimit: this.#rateLimit.snapshot(),
			faults: this.faults.snapshot(),
			sender: this.sender.snapshot(),
		};
		const text = JSON.stringify(state);
		return { version: 1, of: this.#seedOptions(), state: text, check: checkOf(text) };
	}

	/** @throws {RangeError} for what is no snapshot, or one of a sandbox that began otherwise. */
	restore(snapshot: SandboxSnapshot): void {
		if (snapshot?.version !== 1 || typeof snapshot.state !== "string")
			throw new RangeError("snapshot: what sandbox.snapshot() gave is expected");
		if (snapshot.of !== this.#seedOptions()) {
			throw new RangeError(
				`snapshot: it is of a sandbox with other options (${snapshot.of}; this one has ${this.#seedOptions()})`,
			);
		}
		if (snapshot.check !== checkOf(snapshot.state)) throw new RangeError("snapshot: its state is not as it was given");
		const state = JSON.parse(snapshot.state) as DomainState;
		this.#pauses.callOff();
		this.clock.restore(state.clock);
		this.world.restore(state.world);
		this.#rateLimit.restore(state.rateLimit);
		this.faults.restore(state.faults);
		this.sender.restore(state.sender);
		this.#expiry.planAnew();
	}

	reset(): void {
		// Work that is still to be done late belongs to what is over.
		this.#pauses.callOff();
		this.clock.restore({ frozenAt: this.#options.frozenAt, offsetMs: 0 });
		for (const part of [this.world, this.#rateLimit, this.faults, this.sender]) part.reset();
		this.#expiry.planAnew();
		this.#begin();
	}

	/** Ends what is planned. */
	close(): void {
		this.clock.close();
		this.sender.close();
		this.#pauses.close();
	}

	/** What the options want from the start. */
	#begin(): void {
		this.faults.set(this.#options.faults);
		for (const webhook of this.#options.webhooks) this.sender.register(webhook);
	}

	#seedOptions(): string {
		const { users, seed, endMs, nullSignins } = this.#options;
		return JSON.stringify({ users, seed, now: endMs, nullSignins });
	}

	#createWorld(now: () => number): World {
		const { users, seed, endMs, nullSignins, choices, randomBytes } = this.#options;
		return new World({
			seeded: seedUsers(users, seed, endMs, nullSignins),
			connections: new ConnectionStore({ seed, endMs, failedAccounts: choices.failedAccounts }),
			choices,
			randomBytes,
			now,
			listener: {
				emit: (event, { waits }) => this.sender.enqueue(event, { waits }),
				endPlanned: (atMs) => this.#expiry.plan(atMs),
				becamePermanent: (userId) => this.sender.release(userId),
				userGone: (userId) => this.sender.drop(userId),
			},
		});
	}

	#createSender(): Sender {
		const { choices, randomBytes, seed, allowedHosts, gzip, cfonb, automatic } = this.#options;
		return new Sender({
			choices,
			randomBytes,
			seed,
			allowedHosts,
			gzip,
			cfonb,
			automatic,
			clock: this.clock,
			schedule: (dueAtMs, run) => this.clock.at(dueAtMs, run),
			fetch: (url, init) => fetch(url, init),
			tokenOf: (userId) => this.world.tokens.latestPermanent(userId),
			testUser: () => this.world.users.listed(false)[0],
			secretOf: (providerId) => this.world.providers.find(providerId)?.mechanism ?? null,
			faultOf: (event, key) => this.faults.forDelivery(event, key),
			log: (entry) => this.record.delivery(entry),
		});
	}
}

function checkOf(state: string): number {
	return hashOf(0, state);
}
