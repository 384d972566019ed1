// SPDX-License-Identifier: Apache-2.0
// A durable place for values under text keys: IndexedDB, shared by all tabs. Every key begins with the username
// and a slash, which no username has, so that nobody is shown what another person left on this device.
import { createStore, get, promisifyRequest } from 'idb-keyval';

// Whatever is refused (private windows, a full disk, storage that never answers) rejects, at the latest after
// DEADLINE_MS. What is asked later sees what was asked before.
export interface Shelf {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  // All whose key begins so, in the order of their keys.
  entries(prefix: string): Promise<[string, unknown][]>;
  // One step that no other tab comes between. Where nothing is, `change` is not asked.
  update(key: string, change: (old: unknown) => unknown): Promise<void>;
  // Removes all whose key begins so.
  clear(prefix: string): Promise<void>;
}

const DEADLINE_MS = 3_000;

// Nothing is opened before the first use.
export function openShelf(name: string): Shelf {
  const store = createStore(name, 'kept');
  // Committed by word: a page that goes a moment later need not live until the browser has asked it.
  const write = (work: (kept: IDBObjectStore) => unknown) =>
    inTime(() =>
      store('readwrite', (kept) => {
        work(kept);
        kept.transaction.commit();
        return promisifyRequest(kept.transaction);
      }),
    );
  return {
    get: (key) => inTime(() => get(key, store)),
    set: (key, value) => write((kept) => kept.put(value, key)),
    del: (key) => write((kept) => kept.delete(key)),
    entries: (prefix) =>
      inTime(async () => {
        const [keys, values] = await store('readonly', (kept) =>
          Promise.all([
            promisifyRequest(kept.getAllKeys(beginning(prefix))),
            promisifyRequest<unknown[]>(kept.getAll(beginning(prefix))),
          ]),
        );
        return keys.map((key, at) => [String(key), values[at]]);
      }),
    update: (key, change) =>
      inTime(() =>
        store('readwrite', (kept) => {
          const read: IDBRequest<unknown> = kept.get(key);
          read.onsuccess = () => read.result !== undefined && kept.put(change(read.result), key);
          return promisifyRequest(kept.transaction);
        }),
      ),
    clear: (prefix) => write((kept) => kept.delete(beginning(prefix))),
  };
}

function beginning(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

// Without IndexedDB the call itself throws; in some browsers an opening never ends.
function inTime<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('storage does not answer')), DEADLINE_MS);
    const asked = async () => work();
    asked()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
