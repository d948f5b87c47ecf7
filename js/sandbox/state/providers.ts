// The ways to authenticate webhooks that a domain has set up. Knows nothing of HTTP.
import { type RandomBytes, randomToken } from "../random.js";
import type { WebhookMechanism } from "../webhooks/registration.js";

/** An authentication provider of webhooks. */
export interface Provider {
	readonly id: number;
	readonly type: "hmac_signature" | "oauth";
	readonly name: string;
	readonly mechanism: WebhookMechanism;
}

/** Providers as a snapshot keeps them. */
export interface ProvidersState {
	readonly providers: readonly Provider[];
	readonly nextId: number;
}

/** Where the receiver's server gives tokens, and for what. */
export interface OAuthCredentials {
	readonly url: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** The providers, ascending by id. An id is never given twice. */
export class ProviderStore {
	readonly #randomBytes: RandomBytes;
	#providers = new Map<number, Provider>();
	#nextId = 1;

	constructor(randomBytes: RandomBytes) {
		this.#randomBytes = randomBytes;
	}

	list(): Provider[] {
		return [...this.#providers.values()];
	}

	find(id: number): Provider | undefined {
		return this.#providers.get(id);
	}

	/** Makes a provider whose secret key is random. */
	createHmac(name: string): Provider & { readonly mechanism: { readonly secretKey: string } } {
		return this.#add("hmac_signature", name, { type: "hmac_signature" as const, secretKey: randomToken(this.#randomBytes) });
	}

	createOAuth(name: string, credentials: OAuthCredentials): Provider {
		return this.#add("oauth", name, { type: "oauth", ...credentials });
	}

	/** False where there is none of that id. */
	remove(id: number): boolean {
		return this.#providers.delete(id);
	}

	reset(): void {
		this.restore({ providers: [], nextId: 1 });
	}

	snapshot(): ProvidersState {
		return { providers: this.list(), nextId: this.#nextId };
	}

	restore({ providers, nextId }: ProvidersState): void {
		this.#providers = new Map(providers.map((provider) => [provider.id, provider]));
		this.#nextId = nextId;
	}

	#add<Mechanism extends WebhookMechanism>(
		type: Provider["type"],
		name: string,
		mechanism: Mechanism,
	): Provider & { readonly mechanism: Mechanism } {
		const provider = { id: this.#nextId, type, name, mechanism };
		this.#nextId += 1;
		this.#providers.set(provider.id, provider);
		return provider;
	}
}
