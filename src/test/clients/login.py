# usage: python3 login.py BASE_ADDRESS; prints the status and the body
import sys

import requests

response = requests.post(
    f"{sys.argv[1]}/v1/acme/auth/login",
    headers={"Accept": "application/json"},
    json={"username": "john.doe@example.com", "password": "john.doe.password"},
    timeout=20,
)

print(response.status_code)
print(response.text)
