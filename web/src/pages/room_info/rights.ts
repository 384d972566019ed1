// SPDX-License-Identifier: Apache-2.0
// What somebody may do in a room, as far as the screen offers it; the server decides (docs/protocol.md §4).
import type { Person } from '../../net/room_api.ts';

export type Role = 'owner' | 'admin' | 'member' | 'guest';

const RANK: Record<string, number> = { owner: 3, admin: 2, member: 1 };

export interface Standing {
  kind: string;
  // My own.
  role: string;
}

function rank(role: string): number {
  return RANK[role] ?? 0;
}

function hasRoles({ kind }: Standing): boolean {
  return kind === 'group' || kind === 'public';
}

// Adds, removes, mutes, invites.
export function governs(standing: Standing): boolean {
  return hasRoles(standing) && rank(standing.role) >= 2;
}

// Nobody acts on an equal or a higher one, nor on himself.
export function mayActOn(standing: Standing, person: Pick<Person, 'role'>): boolean {
  return governs(standing) && rank(standing.role) > rank(person.role);
}

export function givesRoles(standing: Standing, person: Pick<Person, 'role'>): boolean {
  return (
    hasRoles(standing) && standing.role === 'owner' && (person.role === 'admin' || person.role === 'member')
  );
}

export function mayInvite(standing: Standing): boolean {
  return standing.kind === 'group' && governs(standing);
}

export function isPair({ kind }: Pick<Standing, 'kind'>): boolean {
  return kind === 'direct' || kind === 'number' || kind === 'heart';
}

export function mayLeave(standing: Standing): boolean {
  return hasRoles(standing) && rank(standing.role) >= 1;
}

export function mayEnd(standing: Standing): boolean {
  return isPair(standing) || (standing.kind === 'group' && standing.role === 'owner');
}

export function mayJoin(standing: Standing): boolean {
  return standing.kind === 'public' && rank(standing.role) === 0;
}

// Owner first, then admins, members, guests; of one role whoever is here, then by name.
export function inOrder(people: readonly Person[]): readonly Person[] {
  return [...people].sort(
    (one, other) =>
      rank(other.role) - rank(one.role) ||
      Number(other.online) - Number(one.online) ||
      one.username.localeCompare(other.username),
  );
}
