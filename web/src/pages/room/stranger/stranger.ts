// SPDX-License-Identifier: Apache-2.0
// All that only a room of two who were matched has on its screen. late/stranger_part.ts brings it.
export { endByMe } from '../../../store/ended_by_me.ts';
export { Caution } from './Caution.tsx';
export { EndButton } from './EndButton.tsx';
export { EndFooter } from './EndFooter.tsx';
export { Strip } from './Strip.tsx';
