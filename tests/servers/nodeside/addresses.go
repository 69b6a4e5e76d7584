package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"

	"github.com/vishvananda/netlink"
)

// addresses are those of nodes and running pods, held on the loopback device of
// this network namespace; on a pod's ports a small server answers for it.
type addresses struct {
	link netlink.Link
	held map[string]*holder
}

type holder struct {
	owner   string
	address *netlink.Addr
	servers []*http.Server
}

func newAddresses() *addresses {
	link, err := netlink.LinkByName("lo")
	if err != nil {
		log.Fatalf("no loopback device: %v", err)
	}
	return &addresses{link: link, held: map[string]*holder{}}
}

// hold takes an address and answers on its ports. Without a container behind it
// the answer can only name the pod: it proves that the address is reachable.
func (a *addresses) hold(ip, owner string, ports []int32) {
	if known, ok := a.held[ip]; ok {
		if known.owner == owner {
			return
		}
		a.release(ip)
	}
	address, err := netlink.ParseAddr(ip + "/32")
	if err != nil {
		log.Printf("hold %s: %v", ip, err)
		return
	}
	if err := netlink.AddrReplace(a.link, address); err != nil {
		log.Printf("hold %s: %v", ip, err)
		return
	}
	holding := &holder{owner: owner, address: address}
	a.held[ip] = holding
	for _, port := range ports {
		listener, err := net.Listen("tcp4", net.JoinHostPort(ip, strconv.Itoa(int(port))))
		if err != nil {
			log.Printf("listen on %s:%d for %s: %v", ip, port, owner, err)
			continue
		}
		server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "%s %s\n", owner, ip)
		})}
		holding.servers = append(holding.servers, server)
		go server.Serve(listener)
	}
}

func (a *addresses) release(ip string) {
	holding, ok := a.held[ip]
	if !ok {
		return
	}
	for _, server := range holding.servers {
		server.Close()
	}
	if err := netlink.AddrDel(a.link, holding.address); err != nil {
		log.Printf("release %s: %v", ip, err)
	}
	delete(a.held, ip)
}
