module.exports = {
	testMatch: ["<rootDir>/*.test.cjs"],
	transform: {},
	cacheDirectory: "<rootDir>/.jest-cache",
};
