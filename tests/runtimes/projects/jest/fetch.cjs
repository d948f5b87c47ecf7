// jsdom has no fetch: as little of one as the package needs, made of node:http.
const { request } = require("node:http");

module.exports.fetch = (url, { method, headers }) =>
	new Promise((resolve, reject) => {
		const answer = (response) => {
			const chunks = [];
			response.on("data", (chunk) => chunks.push(chunk));
			response.on("error", reject);
			response.on("end", () =>
				resolve({
					status: response.statusCode,
					headers: { get: (name) => response.headers[name.toLowerCase()] ?? null },
					text: async () => Buffer.concat(chunks).toString("utf8"),
				}),
			);
		};
		request(url, { method, headers }, answer).on("error", reject).end();
	});
