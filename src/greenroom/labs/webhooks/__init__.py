"""The lab of the dropped webhooks: a payment service, a sender whose retry workers race, a shop that is slow or refuses now and then."""
