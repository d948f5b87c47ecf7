export default function Home() {
	return <h1>powens-users in React Router</h1>;
}
