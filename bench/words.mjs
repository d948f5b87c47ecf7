// @ts-check
// What the texts of the bodies say. Banks send original wordings in ASCII capitals; the texts made from them are French.

export const banks = [
	{ name: "Crédit Agricole", code: "19106" },
	{ name: "Société Générale", code: "30003" },
	{ name: "BNP Paribas", code: "30004" },
	{ name: "La Banque Postale", code: "20041" },
	{ name: "Caisse d'Épargne", code: "18306" },
	{ name: "Boursorama", code: "40618" },
];

export const accounts = [
	{ name: "Compte chèques", type: "checking" },
	{ name: "Compte courant", type: "checking" },
	{ name: "Livret A", type: "livret_a" },
	{ name: "Livret de développement durable", type: "ldds" },
	{ name: "Carte à débit différé", type: "card" },
	{ name: "Prêt immobilier", type: "loan" },
];

export const transactions = [
	{ type: "card", original: "PAIEMENT CB CARREFOUR CITY", label: "Carrefour City", category: "food", parent: null },
	{
		type: "card",
		original: "PAIEMENT CB CAFE DE L EGLISE",
		label: "Café de l'Église",
		category: "restaurants",
		parent: "leisure",
	},
	{ type: "card", original: "PAIEMENT CB SNCF INTERNET", label: "SNCF", category: "trains", parent: "transport" },
	{
		type: "card",
		original: "PAIEMENT CB PHARMACIE CENTRALE",
		label: "Pharmacie Centrale",
		category: "pharmacy",
		parent: "health",
	},
	{
		type: "order",
		original: "PRLV SEPA ELECTRICITE DE FRANCE",
		label: "Électricité de France",
		category: "energy",
		parent: "housing",
	},
	{ type: "order", original: "PRLV SEPA FREE MOBILE", label: "Free Mobile", category: "phone", parent: "subscriptions" },
	{ type: "order", original: "PRLV SEPA MAIF", label: "MAIF Assurance", category: "insurance", parent: null },
	{ type: "transfer", original: "VIR SEPA LOYER", label: "Loyer", category: "rent", parent: "housing" },
	{ type: "transfer", original: "VIR SEPA RECU SALAIRE", label: "Virement reçu : salaire", category: "salary", parent: "income" },
	{ type: "withdrawal", original: "RETRAIT DAB PARIS", label: "Retrait", category: "cash", parent: null },
	{ type: "check", original: "CHEQUE EMIS", label: "Chèque émis", category: "checks", parent: null },
	{ type: "bank", original: "COTISATION MENSUELLE", label: "Cotisation mensuelle (2,50 €)", category: "fees", parent: "bank" },
];

export const places = ["Paris", "Lyon", "Orléans", "Saint-Étienne", "Bordeaux", "Besançon", "Lille", "Rennes"];

export const comments = [
	"À rembourser par Zoé",
	"Cadeau de maman",
	"Part de 12 € pour le dîner",
	"Notes de frais",
	"Réglé en trois fois",
];

export const people = ["M. Durand", "Mme Lefèvre", "Association sportive de Nîmes", "SARL Martin", "Garage du Centre"];
