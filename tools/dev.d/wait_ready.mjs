// SPDX-License-Identifier: Apache-2.0
//
// node wait_ready.mjs URL: returns when URL answers 200, fails after 10 s.

const url = process.argv[2];
const until = Date.now() + 10_000;
let last = 'no answer';
while (Date.now() < until) {
  try {
    const answer = await fetch(url);
    if (answer.ok) process.exit(0);
    last = `status ${answer.status}`;
  } catch (error) {
    last = error.cause?.code ?? error.message;
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
}
console.error(`${url}: ${last}`);
process.exit(1);
