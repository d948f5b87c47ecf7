// Banks that do not exist, and the connectors that reach them.
import type { Connector, KnownAuthMechanism } from "../../model/connector.js";
import { INVENTED_BANK_CODE } from "./iban.js";

/** How a connector gets at accounts: by the bank's API, or by its website. */
export type SourceName = "openapi" | "directaccess";

/** An invented bank. */
export interface Bank {
	readonly id: number;
	readonly uuid: string;
	readonly name: string;
	readonly slug: string;
	readonly color: string;
	readonly mechanism: KnownAuthMechanism;
	/** The first one has the payment accounts, the last one all others. */
	readonly sources: readonly SourceName[];
	/** Whether its labels keep their accents; many banks drop them. */
	readonly keepsAccents: boolean;
}

const BOTH = ["openapi", "directaccess"] as const;

type Row = readonly [
	id: number,
	uuid: string,
	name: string,
	slug: string,
	color: string,
	mechanism: KnownAuthMechanism,
	sources: readonly SourceName[],
];

const ROWS: readonly Row[] = [
	[101, "5c1d7f52-6a0b-4c5e-9d0a-2f4b8e6a1c01", "Banque Coquelicot", "COQ", "d9382b", "webauth", BOTH],
	[102, "a27e90b4-13cd-4b8f-8f5e-70d9c3b2e502", "Crédit des Hirondelles", "HIR", "23395d", "credentials", BOTH],
	[103, "e803b6c9-52f7-4d1a-b6c4-91a5d07f3e03", "Caisse du Grand Hêtre", "HET", "2f6b3c", "webauth", ["openapi"]],
	[104, "0f94d2a1-8b3e-4f60-a7d2-5be1c86f9404", "Banque de la Lune", "LUN", "5d5f8d", "credentials", ["directaccess"]],
	[105, "c65ab8e3-0d19-4e72-9b3f-e42d7a10f505", "Épargne des Nuages", "NUA", "7fb2d6", "credentials", ["directaccess"]],
];

export const BANKS: readonly Bank[] = ROWS.map(([id, uuid, name, slug, color, mechanism, sources]) => {
	return { id, uuid, name, slug, color, mechanism, sources, keepsAccents: mechanism === "webauth" };
});

/** The connector of a bank, with every documented field. */
export function connectorOf({ id, uuid, name, slug, color, mechanism }: Bank): Connector {
	return {
		id,
		uuid,
		name,
		hidden: false,
		charged: true,
		code: INVENTED_BANK_CODE,
		beta: false,
		color,
		slug,
		sync_frequency: 1,
		months_to_fetch: 3,
		auth_mechanism: mechanism,
		available_auth_mechanisms: [mechanism],
		transfer_mechanism: null,
		siret: null,
		restricted: false,
		capabilities: ["bank", "bankwealth"],
		account_usages: ["PRIV"],
		payment_settings: null,
		products: ["bank", "wealth"],
	};
}
