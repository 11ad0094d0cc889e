import Redis from 'ioredis';

export const sessions = new Redis({
  host: process.env.SESSION_REDIS_HOST ?? 'cache',
  port: 6379,
});

export const notifier = {
  transport: 'grpc',
  options: { package: 'notifier', url: 'notifier:50051', protoPath: 'notifier.proto' },
};

export const cookie = { name: 'booking', domain: 'portal' };
