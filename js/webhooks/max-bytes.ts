/** A limit and the option that sets it. */
export interface MaxBytes {
	readonly bytes: number;
	/** Empty where it is the limit of what is inflated for a sender who is not proven. */
	readonly option: string;
}
