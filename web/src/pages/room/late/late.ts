// SPDX-License-Identifier: Apache-2.0
// All of the late part. later.ts says what that is.
export { Linkified } from '../../../ui/Linkified.tsx';
export { Aside } from './Aside.tsx';
export { EmojiTool } from './EmojiTool.tsx';
export { Empty, Footer } from './Footer.tsx';
export { ListExtras } from './ListExtras.tsx';
export { Notice, Reason } from './Notice.tsx';
export { Refused } from './Refused.tsx';
export { Count, ReplyBar } from './ReplyBar.tsx';
export { copyLink, MenuButton } from './RoomMenu.tsx';
export { Caution, Top } from './Top.tsx';
