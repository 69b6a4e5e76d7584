package main

import (
	"context"
	"io"
	"log"
	"net"
	"strings"

	"github.com/vishvananda/netlink"
	"golang.org/x/net/dns/dnsmessage"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// service is what kube-proxy and CoreDNS are to pods: the API server behind the
// address of its service, and its name behind that of the name server.
type service struct {
	address, nameServer string
}

const serviceName = "kubernetes.default.svc.cluster.local."

func newService(ctx context.Context, kube kubernetes.Interface, host string, plan containerPlan) (*service, error) {
	found, err := kube.CoreV1().Services("default").Get(ctx, "kubernetes", metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	s := &service{address: found.Spec.ClusterIP}
	ip := net.ParseIP(s.address).To4()
	s.nameServer = net.IPv4(ip[0], ip[1], ip[2], 10).String()
	for _, address := range []string{s.address, s.nameServer} {
		if err := holdService(address); err != nil {
			return nil, err
		}
	}
	if plan.APIServer {
		listener, err := net.Listen("tcp4", net.JoinHostPort(s.address, "443"))
		if err != nil {
			return nil, err
		}
		go forward(listener, strings.TrimPrefix(host, "https://"))
	}
	socket, err := net.ListenPacket("udp4", net.JoinHostPort(s.nameServer, "53"))
	if err != nil {
		return nil, err
	}
	go s.answerNames(socket, plan.DNS)
	return s, nil
}

func holdService(ip string) error {
	link, err := netlink.LinkByName("lo")
	if err != nil {
		return err
	}
	address, err := netlink.ParseAddr(ip + "/32")
	if err != nil {
		return err
	}
	return netlink.AddrReplace(link, address)
}

// forward hands on connections, bytes and all: what answers is the API server.
func forward(listener net.Listener, to string) {
	for {
		near, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer near.Close()
			far, err := net.Dial("tcp4", to)
			if err != nil {
				log.Printf("service of the API server: %v", err)
				return
			}
			defer far.Close()
			go func() {
				_, _ = io.Copy(far, near)
				_ = far.(*net.TCPConn).CloseWrite()
			}()
			_, _ = io.Copy(near, far)
		}()
	}
}

// answerNames knows one name. A server that is broken says so to every question.
func (s *service) answerNames(socket net.PacketConn, works bool) {
	buffer := make([]byte, 1500)
	for {
		size, from, err := socket.ReadFrom(buffer)
		if err != nil {
			return
		}
		var message dnsmessage.Message
		if message.Unpack(buffer[:size]) != nil || len(message.Questions) != 1 {
			continue
		}
		question := message.Questions[0]
		message.Header.Response, message.Header.Authoritative, message.Additionals = true, true, nil
		switch {
		case !works:
			message.Header.RCode = dnsmessage.RCodeServerFailure
		case !strings.EqualFold(question.Name.String(), serviceName):
			message.Header.RCode = dnsmessage.RCodeNameError
		case question.Type == dnsmessage.TypeA:
			message.Answers = []dnsmessage.Resource{{
				Header: dnsmessage.ResourceHeader{Name: question.Name, Type: question.Type, Class: question.Class, TTL: 5},
				Body:   &dnsmessage.AResource{A: [4]byte(net.ParseIP(s.address).To4())},
			}}
		}
		if packed, err := message.Pack(); err == nil {
			_, _ = socket.WriteTo(packed, from)
		}
	}
}
