import type { FastifyReply } from 'fastify';

/** The type of all answers but files and pages. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/** Sends text that is JSON already. */
export const sendJson = (reply: FastifyReply, text: string): FastifyReply => reply.header('content-type', JSON_TYPE).send(text);
