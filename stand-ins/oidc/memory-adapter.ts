import type { Adapter, AdapterPayload } from "oidc-provider";

type Entry = { payload: AdapterPayload; expiresAt: number };

/**
 * Where one provider keeps sessions, codes and tokens: in memory, gone when it stops. The library's own in-memory adapter
 * is one store for the whole process and warns about itself; two providers in one test run must not share codes.
 */
export function memoryAdapter(): new (model: string) => Adapter {
  const entries = new Map<string, Entry>();

  return class MemoryAdapter implements Adapter {
    readonly #model: string;

    constructor(model: string) {
      this.#model = model;
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
      const now = Date.now();
      for (const [key, entry] of entries) if (entry.expiresAt < now) entries.delete(key);
      entries.set(this.#key(id), { payload, expiresAt: expiresIn ? now + expiresIn * 1000 : Number.POSITIVE_INFINITY });
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      const entry = entries.get(this.#key(id));
      return entry && entry.expiresAt >= Date.now() ? entry.payload : undefined;
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return this.#findWhere((payload) => payload.uid === uid);
    }

    async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return this.#findWhere((payload) => payload.userCode === userCode);
    }

    async consume(id: string): Promise<void> {
      const entry = entries.get(this.#key(id));
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
    }

    async destroy(id: string): Promise<void> {
      entries.delete(this.#key(id));
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
    }

    #findWhere(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
      for (const [key, { payload }] of entries)
        if (key.startsWith(`${this.#model}:`) && matches(payload)) return payload;
      return undefined;
    }

    #key(id: string): string {
      return `${this.#model}:${id}`;
    }
  };
}
