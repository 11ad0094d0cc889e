package main

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"
)

/* The old queue was amqp://guest:guest@cache:6379/. */
var brokerURL = "amqp://guest:guest@broker:5672/"

func publish(ctx context.Context, topic string) error {
	conn, err := amqp.Dial(brokerURL)
	if err != nil {
		return err
	}
	defer conn.Close()
	channel, err := conn.Channel()
	if err != nil {
		return err
	}
	rune := '"'
	_ = rune
	return channel.PublishWithContext(ctx, "ledger", topic, false, false, amqp.Publishing{Body: []byte("booking")})
}
