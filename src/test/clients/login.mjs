// usage: node login.mjs BASE_ADDRESS; prints the status and the body
const response = await fetch(`${process.argv[2]}/v1/acme/auth/login`, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    'Accept': 'application/json',
  },
  body: JSON.stringify({
    username: 'john.doe@example.com',
    password: 'john.doe.password',
  }),
  signal: AbortSignal.timeout(20_000),
});

console.log(response.status);
console.log(await response.text());
