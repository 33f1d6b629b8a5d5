// Sends a signed request (P2S-SIGN-V1). Node 18 or later, no packages. API_KEY holds the key, API_KEY_SECRET its secret.
//
//   node sign.mjs METHOD URL [BODY]      '-' for BODY is standard input

import { createHash, createHmac } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const hmac = (key, text) => createHmac('sha256', key).update(text, 'utf8').digest();

/**
 * The headers that sign a request.
 * @param {string} method as it is sent: upper case
 * @param {string} target path and query as they are sent, escapes included
 * @param {Uint8Array | string} body the bytes that are sent (a string: its UTF-8); empty where there is none
 * @param {number} timestamp Unix time in seconds
 */
export function signedHeaders(apiKey, secret, method, target, body = '', timestamp = Math.floor(Date.now() / 1000)) {
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const signature = [apiKey, String(timestamp), method, target, bodyHash].reduce(hmac, Buffer.from(secret, 'utf8'));
    return { Authorization: `P2S-SIGN-V1 ${apiKey}:${timestamp}:${signature.toString('hex')}` };
}

async function main([method, address, argument = '']) {
    const { API_KEY: apiKey, API_KEY_SECRET: secret } = process.env;
    if (!address || !apiKey || !secret) {
        console.error('usage: node sign.mjs METHOD URL [BODY | -], with API_KEY and API_KEY_SECRET set');
        return 2;
    }

    // fetch sends what URL makes of the address: dots resolved, spaces and é escaped. So that is what is signed.
    const url = new URL(address);
    const body = argument === '-' ? readFileSync(0) : Buffer.from(argument, 'utf8');
    const headers = signedHeaders(apiKey, secret, method, url.pathname + url.search, body);
    const response = await fetch(url, {
        method,
        headers: body.length ? { ...headers, 'Content-Type': 'application/json' } : headers,
        body: body.length ? body : undefined,
        redirect: 'manual', // another URL needs another signature
    });
    console.error(`HTTP ${response.status}`);
    process.stdout.write(Buffer.from(await response.arrayBuffer()));
    return response.ok ? 0 : 1;
}

// Run, and not imported.
if (existsSync(process.argv[1] ?? '') && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
    process.exitCode = await main(process.argv.slice(2));
}
