// What statements say: invented merchants and companies, and the labels that French banks make of them.
import type { KnownTransactionType } from "../../model/transaction.js";
import { date } from "./dates.js";

/** Someone who is paid by card: the name, the least and most that is paid in euros, and the category. */
export type Merchant = readonly [name: string, least: number, most: number, category: string];

/** The first ones are gone to most. Their categories are invented too: Powens documents no values. */
export const MERCHANTS: readonly Merchant[] = [
	["Supermarché Les Trois Pommes", 14, 120, "groceries"],
	["Boulangerie des Nuages", 2, 12, "groceries"],
	["Épicerie Papillon", 5, 45, "groceries"],
	["Café de l'Étoile Filante", 2, 11, "restaurants"],
	["Primeur La Carotte Bleue", 4, 28, "groceries"],
	["Crêperie du Hérisson", 12, 48, "restaurants"],
	["Station Le Scarabée", 30, 85, "fuel"],
	["Pharmacie de la Coccinelle", 4, 42, "pharmacy"],
	["boutique-tourbillon.example", 10, 130, "shopping"],
	["Librairie Le Dragon Assoupi", 7, 46, "culture"],
	["Cinéma L'Éclipse", 8, 24, "culture"],
	["Chaussures Mille-Pattes", 35, 110, "shopping"],
];

export const EMPLOYERS = [
	"Ateliers du Castor",
	"Nuage et Fils SARL",
	"Clinique Saint-Hérisson",
	"École des Marmottes",
	"Transports Tortue SA",
] as const;

export const TOWNS = ["Lille", "Orléans", "Saint-Étienne", "Nîmes"] as const;

/** What a label says beside the name. */
export interface LabelParts {
	readonly type: KnownTransactionType;
	readonly name: string;
	/** When it happened, which a label of a card names. */
	readonly paidMs: number;
	readonly cents: number;
	/** Six digits. */
	readonly reference: string;
}

/** The label as a bank writes it: capitals, how it was paid, the name, and what tells it from others. */
export function originalWording({ type, name, paidMs, cents, reference }: LabelParts, keepsAccents: boolean): string {
	const [, month, day] = date(paidMs).split("-");
	const capitals = name.toUpperCase();
	const written = keepsAccents ? capitals : capitals.normalize("NFD").replace(/\p{M}/gu, "");
	switch (type) {
		case "card":
		case "deferred_card":
			return `CB ${written} ${day}/${month}`;
		case "withdrawal":
			return `${written} ${day}/${month}`;
		case "order":
			return `PRLV SEPA ${written} REF ${reference}`;
		case "transfer":
			return cents > 0 ? `VIR SEPA RECU /DE ${written} /REF ${reference}` : `VIR SEPA ${written}`;
		case "loan_repayment":
			return `ECHEANCE PRET ${reference}`;
		default:
			return written;
	}
}
