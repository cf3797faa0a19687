#!/usr/bin/env node
// Stands in node_modules/.bin, where a package's own command does not: `npx fuhe` finds it there after `npm ci`, at once and
// without going through the cache of npx.
import "../../bin/fuhe.js";
