/** Throws where ways to load the package gave each its own classes. What another one exports besides, such as `init`, is its own. */
export function assertSame(entry, ...others) {
	for (const other of others) {
		const differing = Object.entries(entry).filter(([name, value]) => other[name] !== value);
		if (differing.length > 0) throw new Error(`There are two of ${differing.map(([name]) => name).join(", ")}.`);
	}
}
