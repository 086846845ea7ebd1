import { analyticsFollower } from '../../modules/analytics/index.ts';
import { activityFollower, searchFollower, untaggedFollower } from '../../modules/search/index.ts';
import type { Follower } from '../../platform/events/log.ts';

/** Followers that calls of the API wait for: whoever asks finds what was written before, so each process can do their work. */
export const awaitedFollowers: readonly Follower[] = [searchFollower, activityFollower, untaggedFollower, analyticsFollower];
