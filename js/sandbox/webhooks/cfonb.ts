// A statement in CFONB, which a domain can have sent instead of JSON. One sample, invented.

/**
 * A bank statement in the French format CFONB 120: lines of 120 characters; an old balance (01), movements (04) with a remark (05), a new
 * balance (07). Invented: bank and branch 99999 are nobody's, and its labels say EXEMPLE INVENTE. What Powens sends in CFONB is
 * documented nowhere; this shows a receiver no more than a genuine body that is no JSON. It carries no `id_webhook_data`.
 */
export const CFONB_SAMPLE: string = [
	"0199999    99999EUR2 00000000000  310526                                                  0000000012500{                ",
	"0499999    99999EUR2 0000000000005020626  020626EXEMPLE INVENTE BAC A SABLE      0000001  0000000000425}                ",
	"0599999    99999EUR2 0000000000005020626     LIBEXEMPLE INVENTE PAR POWENS-USERS, AUCUNE OPERATION REELLE               ",
	"0499999    99999EUR2 0000000000005030626  030626EXEMPLE INVENTE VIREMENT         0000002  0000000003000{                ",
	"0799999    99999EUR2 00000000000  030626                                                  0000000015075{                ",
].join("\r\n");
