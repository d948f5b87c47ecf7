module.exports = {
	testMatch: ["<rootDir>/*.jest.cjs"],
	transform: {},
	cacheDirectory: "<rootDir>/.jest-cache",
};
