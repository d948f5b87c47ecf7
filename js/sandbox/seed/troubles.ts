// What can be wrong with a connection, and whose is: every state of the model has users.
import type { KnownConnectionState } from "../../model/connection-source.js";
import type { KnownAuthMechanism } from "../../model/connector.js";

/** A trouble of a connection. */
export interface Trouble {
	readonly state: KnownConnectionState;
	/** What the user is told: in French, as the banks are. */
	readonly message: string | null;
	/** Minutes until it is tried again; null: not before the user has done something. */
	readonly retryMinutes: number | null;
	/** The only kind of connector that can be in it. */
	readonly mechanism: KnownAuthMechanism | undefined;
}

type Row = readonly [
	state: KnownConnectionState,
	message: string | null,
	retryMinutes: number | null,
	mechanism?: KnownAuthMechanism,
];

const TROUBLES: readonly Row[] = [
	["SCARequired", "Votre banque demande une authentification forte.", null],
	["webauthRequired", "Reconnectez-vous sur le site de votre banque.", null, "webauth"],
	["additionalInformationNeeded", "Saisissez le code reçu par SMS.", null, "credentials"],
	["decoupled", "Validez la connexion dans l'application de votre banque.", null],
	["validating", null, 1],
	["actionNeeded", "Votre banque vous demande une action sur son site.", null],
	["passwordExpired", "Votre mot de passe a expiré.", null, "credentials"],
	["wrongpass", "Identifiant ou mot de passe erroné.", null, "credentials"],
	["rateLimiting", null, 60],
	["websiteUnavailable", "Le site de la banque est indisponible.", 360],
	["bug", null, 1440],
	["notSupported", null, null],
];

const FIRST_IN_TROUBLE = 60;

/** The trouble that the first connection of a user is in. By the last two digits of the id: 60 is the first trouble, 71 the last. */
export function troubleOf(userId: number): Trouble | null {
	const row = TROUBLES[(userId % 100) - FIRST_IN_TROUBLE];
	if (row === undefined) return null;
	const [state, message, retryMinutes, mechanism] = row;
	return { state, message, retryMinutes, mechanism };
}
